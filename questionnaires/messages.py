"""Says in plain words what two libraries found wrong with a file."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from questionnaires.lines import Path, line_of
from questionnaires.problems import Problem, quoted, within
from questionnaires.saying import Said

Fault = tuple[Path, str]

# What a list is of, and the key that names one entry of it.
_ENTRIES = {
    "items": (Said("item {name}"), "id"),
    "dimensions": (Said("dimension {name}"), "key"),
    "facets": (Said("facet {name}"), "key"),
    "options": (Said("option {name}"), "key"),
}

_STRUCTURE = {
    "extra_forbidden": Said("unknown key"),
    "string_type": Said("must be text in quotes"),
    "int_type": Said("must be a whole number, without quotes"),
    "bool_type": Said("must be true or false"),
    "tuple_type": Said("must be a list in square brackets"),
    "mapping_type": Said(
        "must have an entry for each language, as in {en = …, pt = …}"
    ),
    "dict_type": Said("must have an entry for each language, as in {en = …, pt = …}"),
    "model_type": Said("must be a table of keys"),
    "model_attributes_type": Said("must be a table of keys"),
}

_TOML = {
    "Cannot overwrite a value": Said("this key was given before"),
    "Cannot declare": Said("this table was given before"),
    "Invalid value": Said(
        'after "=" there must be text in quotes, a number, true, false,'
        " a list or a table"
    ),
    "Expected '=' after a key": Said('a key must be followed by "="'),
    "Expected newline or end of document": Said("something follows after the value"),
    "Unterminated string": Said("a text in quotes has no end"),
    "Illegal character '\\n'": Said("a text in quotes must end on its line"),
    "Unclosed array": Said("a list has no closing bracket"),
    "Unclosed inline table": Said("a table has no closing brace"),
    "Exceeds the limit": Said("a number is too long"),
}


def structure(error: ValidationError) -> Iterator[Fault]:
    """Turn the findings of pydantic into plain sentences with their paths."""
    for found in error.errors(include_url=False, include_input=False):
        path: Path = found["loc"]
        kind = found["type"]
        context: dict[str, Any] = found.get("ctx", {})
        if kind == "missing":
            yield path[:-1], Said("{key} is missing", key=path[-1])
        elif kind == "value_error":
            yield path, context["error"].args[0]
        elif kind == "literal_error":
            yield (
                path,
                Said("must be {expected}", expected=_either(context["expected"])),
            )
        elif kind == "string_type" and path[-1] == "dimension":
            yield (
                path,
                Said("an item belongs to one dimension: give one key in quotes"),
            )
        else:
            yield path, _STRUCTURE.get(kind, found["msg"])


def _either(expected: str) -> Said:
    *head, last = map(quoted, re.findall(r"'(\w+)'", expected))
    return Said("{head} or {last}", head=", ".join(head), last=last)


def syntax(message: str) -> Problem:
    """Turn what ``tomllib`` says into a problem with its line."""
    where = re.fullmatch(
        r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", message, re.DOTALL
    )
    said = where.group(1) if where else message
    line = int(where.group(2)) if where and where.group(2) else None
    place = Said("end of the file") if where and line is None else ""
    for start, plain in _TOML.items():
        if said.startswith(start):
            return Problem(line, place, plain)
    message = Said("this is not valid TOML: {detail}", detail=said)
    return Problem(line, place, message)


def in_order(
    faults: list[Fault], raw: dict[str, Any], lines: dict[Path, int]
) -> list[Problem]:
    """Give each fault its line and its place, once, in the order of the file."""
    problems = dict.fromkeys(
        Problem(line_of(path, lines), _place(path, raw), message)
        for path, message in faults
    )
    return sorted(problems, key=lambda problem: problem.line or 0)


def _place(path: Path, raw: Any) -> str:
    parts: list[str] = []
    for step, key in enumerate(path):
        raw = _inside(raw, key)
        before = path[step - 1] if step else None
        if isinstance(key, int) and before in _ENTRIES:
            entry, name = _ENTRIES[before]
            parts[-1] = Said(entry, name=_name(raw, name) or key + 1)
        elif isinstance(key, int):
            parts.append(Said("entry {number}", number=key + 1))
        else:
            parts.append(key if re.fullmatch(r"[\w-]{1,64}", key) else quoted(key))
    return within(parts) if parts else ""


def _inside(raw: Any, key: str | int) -> Any:
    try:
        return raw[key]
    except (KeyError, IndexError, TypeError):
        return None


def _name(entry: Any, key: str) -> str | None:
    name = entry.get(key) if isinstance(entry, dict) else None
    if isinstance(name, str) and re.fullmatch(r"\w{1,64}", name, re.ASCII):
        return name
    return None
