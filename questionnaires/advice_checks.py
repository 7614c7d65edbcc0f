"""What no single key of the playbook shows: whether its parts fit a questionnaire."""

from collections.abc import Collection, Iterator, Sequence

from questionnaires.checks import Table, repeated, tables, translation
from questionnaires.definition import Questionnaire, load, published
from questionnaires.lines import Path
from questionnaires.messages import Fault
from questionnaires.problems import quoted
from questionnaires.saying import Said

_TEXTS = ("leadership", "team", "first", "sign")
_PARTS = ("name", "how", "unit")


def advice_faults(raw: Table, sources: Collection[str]) -> Iterator[Fault]:
    """Find everything in a file of advice that does not fit, each with its path.

    Args:
        raw: the file as it is.
        sources: keys of the sources that advice may name.
    """
    if raw.get("advice") == []:
        yield ("advice",), Said("must have at least one entry")
    key = raw.get("questionnaire")
    if not isinstance(key, str):
        return
    if key not in {known for known, _ in published()}:
        known = ", ".join(dict.fromkeys(key for key, _ in published()))
        message = Said("there is no such questionnaire; there are {known}", known=known)
        yield ("questionnaire",), message
        return
    asked = load(key)
    entries = list(tables(raw, "advice"))
    yield from _membership(raw, asked, entries)
    yield from repeated(
        (path, use) for path, entry in entries if (use := _use(entry)) is not None
    )
    measures = list(tables(raw, "measures"))
    for kind, parts in ((entries, _TEXTS), (measures, _PARTS)):
        for path, entry in kind:
            source = entry.get("source")
            if isinstance(source, str) and source not in sources:
                message = Said("there is no source {source}", source=quoted(source))
                yield (*path, "source"), message
            for part in parts:
                yield from translation((*path, part), entry.get(part), asked.languages)


def source_faults(raw: Table, languages: Sequence[str]) -> Iterator[Fault]:
    """Find everything in the file of sources that does not fit, each with its path.

    Args:
        raw: the file as it is.
        languages: in which each source has to be named.
    """
    entries = list(tables(raw, "sources"))
    yield from repeated(
        ((*path, "key"), key)
        for path, entry in entries
        if isinstance(key := entry.get("key"), str)
    )
    for path, entry in entries:
        for part in ("title", "argues"):
            yield from translation((*path, part), entry.get(part), languages)


def _membership(
    raw: Table, asked: Questionnaire, entries: list[tuple[Path, Table]]
) -> Iterator[Fault]:
    key = raw.get("dimension")
    facets = {
        dimension.key: {facet.key for facet in dimension.facets}
        for dimension in asked.dimensions
    }
    if not isinstance(key, str):
        return
    if key not in facets:
        message = Said("there is no dimension {dimension}", dimension=quoted(key))
        yield ("dimension",), message
        return
    for path, entry in entries:
        facet = entry.get("facet")
        if isinstance(facet, str) and facet not in facets[key]:
            message = Said(
                "the dimension {dimension} has no facet {facet}",
                dimension=quoted(key),
                facet=quoted(facet),
            )
            yield (*path, "facet"), message


def _use(entry: Table) -> str | None:
    pattern, facet = entry.get("pattern"), entry.get("facet")
    if not isinstance(pattern, str):
        return None
    return f"{pattern}, {facet}" if isinstance(facet, str) else pattern
