"""Says in plain words what two libraries found wrong with a file."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from questionnaires.lines import Path, line_of
from questionnaires.problems import Problem, quoted

Fault = tuple[Path, str]

# What a list is of, and the key that names one entry of it.
_ENTRIES = {
    "items": ("item", "id"),
    "dimensions": ("dimension", "key"),
    "facets": ("facet", "key"),
    "options": ("option", "key"),
}

_STRUCTURE = {
    "extra_forbidden": "unknown key",
    "string_type": "must be text in quotes",
    "int_type": "must be a whole number, without quotes",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list in square brackets",
    "mapping_type": "must have an entry for each language, as in {en = …, pt = …}",
    "dict_type": "must have an entry for each language, as in {en = …, pt = …}",
    "model_type": "must be a table of keys",
    "model_attributes_type": "must be a table of keys",
}

_TOML = {
    "Cannot overwrite a value": "this key was given before",
    "Cannot declare": "this table was given before",
    "Invalid value": (
        'after "=" there must be text in quotes, a number, true, false,'
        " a list or a table"
    ),
    "Expected '=' after a key": 'a key must be followed by "="',
    "Expected newline or end of document": "something follows after the value",
    "Unterminated string": "a text in quotes has no end",
    "Illegal character '\\n'": "a text in quotes must end on its line",
    "Unclosed array": "a list has no closing bracket",
    "Unclosed inline table": "a table has no closing brace",
    "Exceeds the limit": "a number is too long",
}


def structure(error: ValidationError) -> Iterator[Fault]:
    """Turn the findings of pydantic into plain sentences with their paths."""
    for found in error.errors(include_url=False, include_input=False):
        path: Path = found["loc"]
        kind = found["type"]
        context: dict[str, Any] = found.get("ctx", {})
        if kind == "missing":
            yield path[:-1], f"{path[-1]} is missing"
        elif kind == "value_error":
            yield path, str(context["error"])
        elif kind == "literal_error":
            yield path, f"must be {context['expected']}".replace("'", '"')
        elif kind == "string_type" and path[-1] == "dimension":
            yield path, "an item belongs to one dimension: give one key in quotes"
        else:
            yield path, _STRUCTURE.get(kind, found["msg"])


def syntax(message: str) -> Problem:
    """Turn what ``tomllib`` says into a problem with its line."""
    where = re.fullmatch(
        r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", message, re.DOTALL
    )
    said = where.group(1) if where else message
    line = int(where.group(2)) if where and where.group(2) else None
    place = "end of the file" if where and line is None else ""
    for start, plain in _TOML.items():
        if said.startswith(start):
            return Problem(line, place, plain)
    return Problem(line, place, f"this is not valid TOML: {said}")


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
            noun, name = _ENTRIES[before]
            parts[-1] = f"{noun} {_name(raw, name) or key + 1}"
        elif isinstance(key, int):
            parts.append(f"entry {key + 1}")
        else:
            parts.append(key if re.fullmatch(r"[\w-]{1,64}", key) else quoted(key))
    return ", ".join(parts)


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
