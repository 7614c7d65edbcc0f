"""What no single key of a questionnaire shows: whether its parts fit together.

The checks read the file as it is, not the model: a file with one wrong type is
not yet a model, and all that is wrong is to be said at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from questionnaires.lines import Path
from questionnaires.messages import Fault
from questionnaires.problems import language_name, quoted
from questionnaires.saying import Said
from questionnaires.texts import LANGUAGE

Table = dict[str, Any]

# A person's score, the mean of the items answered, is kept as a whole number of
# units of 1/lcm(1..J), so that equal scores are equal. For 24 items of 11 points
# that stays below 2**36, and the sum over a hundred million people below 2**63;
# with a 25th item the unit would be five times smaller.
MOST_ITEMS = 24


def faults(raw: Table) -> Iterator[Fault]:
    """Find everything that does not fit together, each with its path."""
    for key in ("languages", "dimensions", "items"):
        if raw.get(key) == []:
            yield (key,), Said("must have at least one entry")
    languages = list(_texts(raw, "languages"))
    yield from repeated((("languages", n), code) for n, code in languages)
    # A faulty list of languages must not be repeated as a fault of every text.
    listed = [code for _, code in languages if LANGUAGE.fullmatch(code)]
    for path, value in _translated(raw) if listed else ():
        yield from translation(path, value, listed)
    yield from _scale(_table(raw, "scale"))
    yield from _dimensions(raw)
    yield from _items(raw)


def _translated(raw: Table) -> Iterator[tuple[Path, Any]]:
    """Go through everything that is given once for each language."""
    yield ("title",), raw.get("title")
    yield ("scale", "labels"), _table(raw, "scale").get("labels")
    for path, dimension in tables(raw, "dimensions"):
        yield (*path, "title"), dimension.get("title")
        for inner, facet in tables(dimension, "facets"):
            yield (*path, *inner, "title"), facet.get("title")
    for path, item in tables(raw, "items"):
        yield (*path, "text"), item.get("text")
        yield (*path, "leadership"), item.get("leadership")
        for inner, option in tables(item, "options"):
            yield (*path, *inner, "text"), option.get("text")


def translation(path: Path, value: Any, languages: Sequence[str]) -> Iterator[Fault]:
    """Find the languages that a translated text lacks, and those it has too many."""
    if not isinstance(value, dict):
        return
    for language in languages:
        if language not in value:
            yield path, Said("{language} is missing", language=language_name(language))
    for language in value:
        if language not in languages:
            name = language_name(language)
            message = Said("{language} is not in languages", language=name)
            yield (*path, language), message


def _scale(scale: Table) -> Iterator[Fault]:
    points = scale.get("points")
    if not isinstance(points, int) or not 2 <= points <= 11:
        return
    for language, labels in _table(scale, "labels").items():
        path: Path = ("scale", "labels", language)
        if isinstance(labels, list) and len(labels) != points:
            message = Said(
                "there are {labels} labels for {points} points",
                labels=len(labels),
                points=points,
            )
            yield path, message
        yield from repeated(
            ((*path, n), label) for n, label in _texts({"": labels}, "")
        )
    codes = [(("scale", "missing", n), code) for n, code in _texts(scale, "missing")]
    yield from repeated(codes)
    for place, code in codes:
        if _is_point(code, points):
            message = Said(
                "{code} is a point of the scale, 1 to {points}",
                code=quoted(code),
                points=points,
            )
            yield place, message


def _is_point(code: str, points: int) -> bool:
    try:
        return float(code.replace(",", ".")) in range(1, points + 1)
    except ValueError:
        return False


def _dimensions(raw: Table) -> Iterator[Fault]:
    dimensions = list(tables(raw, "dimensions"))
    yield from _repeated_names(dimensions, "key")
    items = [item for _, item in tables(raw, "items")]
    for path, dimension in dimensions:
        yield from _repeated_names(
            [((*path, *inner), facet) for inner, facet in tables(dimension, "facets")],
            "key",
        )
        asked = sum(
            item.get("dimension") == dimension.get("key")
            and item.get("kind", "scale") == "scale"
            for item in items
        )
        if items and not asked:
            yield path, Said("no item with a scale belongs to this dimension")
        if asked > MOST_ITEMS:
            message = Said(
                "{asked} items with a scale; at most {most} are possible",
                asked=asked,
                most=MOST_ITEMS,
            )
            yield path, message


def _items(raw: Table) -> Iterator[Fault]:
    items = list(tables(raw, "items"))
    facets = {
        key: [facet.get("key") for _, facet in tables(dimension, "facets")]
        for _, dimension in tables(raw, "dimensions")
        if isinstance(key := dimension.get("key"), str)
    }
    codes = [code for _, code in _texts(_table(raw, "scale"), "missing")]
    yield from _repeated_items(items)
    for path, item in items:
        yield from _membership(path, item, facets)
        yield from _kind(path, item, codes)


def _repeated_items(items: list[tuple[Path, Table]]) -> Iterator[Fault]:
    first: dict[str, Table] = {}
    for path, item in items:
        id = item.get("id")
        if not isinstance(id, str):
            continue
        # Spreadsheets and people do not tell Q1 from q1.
        before = first.setdefault(id.lower(), item)
        if before is item:
            continue
        ours, theirs = before.get("dimension"), item.get("dimension")
        if ours != theirs and isinstance(ours, str) and isinstance(theirs, str):
            message = Said(
                "the item is in two dimensions, {ours} and {theirs}",
                ours=ours,
                theirs=theirs,
            )
            yield path, message
        else:
            message = Said("another item has this id: {id}", id=quoted(before["id"]))
            yield (*path, "id"), message


def _membership(path: Path, item: Table, facets: dict[str, Any]) -> Iterator[Fault]:
    dimension, facet = item.get("dimension"), item.get("facet")
    if not isinstance(dimension, str):
        return
    if dimension not in facets:
        message = Said("there is no dimension {dimension}", dimension=quoted(dimension))
        yield (*path, "dimension"), message
    elif isinstance(facet, str) and facet not in facets[dimension]:
        message = Said(
            "the dimension {dimension} has no facet {facet}",
            dimension=quoted(dimension),
            facet=quoted(facet),
        )
        yield (*path, "facet"), message


def _kind(path: Path, item: Table, codes: list[str]) -> Iterator[Fault]:
    options = list(tables(item, "options"))
    kind = item.get("kind", "scale")
    if kind == "scale" and options:
        message = Said('options belong to items of kind "choice" only')
        yield (*path, "options"), message
    if kind != "choice":
        return
    if len(options) < 2:
        yield path, Said("a choice needs at least two options")
    if item.get("reverse") is True:
        yield (*path, "reverse"), Said("a choice cannot be reversed")
    inside = [((*path, *inner), option) for inner, option in options]
    yield from _repeated_names(inside, "key")
    for place, option in inside:
        if option.get("key") in codes:
            message = Said("this key is also a code for a missing answer")
            yield (*place, "key"), message


def _repeated_names(entries: list[tuple[Path, Table]], key: str) -> Iterator[Fault]:
    yield from repeated(
        ((*path, key), name)
        for path, entry in entries
        if isinstance(name := entry.get(key), str)
    )


def repeated(named: Iterable[tuple[Path, str]]) -> Iterator[Fault]:
    """Find the names that were given before."""
    seen = set()
    for path, name in named:
        if name in seen:
            yield path, Said("{name} is given twice", name=quoted(name))
        seen.add(name)


def _table(raw: Table, key: str) -> Table:
    value = raw.get(key)
    return value if isinstance(value, dict) else {}


def tables(raw: Table, key: str) -> Iterator[tuple[Path, Table]]:
    """Go through the tables of a list, whatever else it may hold."""
    value = raw.get(key)
    if isinstance(value, list):
        for index, entry in enumerate(value):
            if isinstance(entry, dict):
                yield (key, index), entry


def _texts(raw: Table, key: str) -> Iterator[tuple[int, str]]:
    value = raw.get(key)
    if isinstance(value, list):
        for index, entry in enumerate(value):
            if isinstance(entry, str):
                yield index, entry
