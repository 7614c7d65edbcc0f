"""What to do: the findings that matter, each with what the playbook advises."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from questionnaires.advice import Advice, Playbook
from reports.facets import facet_title, lowest_facet, widest_facet
from reports.importance import gaps_together, ranked
from reports.narrative import Fact, Facts, Narrator
from reports.opening import anchor
from reports.readiness import gate_actions
from reports.reading import Entry, Reading
from reports.sentences import apart
from reports.values import sized
from reports.wording import mark, text_in

Page = dict[str, Any]
MOST = 3
"""Findings with advice; more would be a programme."""
BESIDE: Mapping[str, str] = {
    "blind_spot": mark("Leadership did not expect this"),
    "divided": mark("Where a group is divided"),
}
_SOLVED = ("aligned_strong", "too_close")
"""Patterns that are advised on where there is nothing else."""


@dataclass(frozen=True)
class Finding:
    """What is known of one dimension, in one direction.

    Args:
        dimension: its key.
        pattern: as the playbook names it.
        entries: the comparisons that show it, the first by importance first; none
            where a group is divided, or only all teams together show a gap.
    """

    dimension: str
    pattern: str
    entries: tuple[Entry, ...]


def actions(narrator: Narrator, playbook: Playbook) -> list[Page]:
    """Give the first findings that the playbook has advice for.

    Of an initiative it is the gates that are not settled.
    """
    narrator = narrator.within("actions")
    if narrator.reading.release["gates"]:
        return gate_actions(narrator, playbook)
    pages: list[Page] = []
    for finding in findings(narrator.reading):
        facet = facet_of(narrator.reading, finding)
        advice = playbook.advise(finding.dimension, finding.pattern, facet)
        if advice and len(pages) < MOST:
            pages.append(
                _page(narrator, playbook, finding, advice) | {"number": len(pages) + 1}
            )
    return pages


def facet_of(reading: Reading, finding: Finding) -> str | None:
    """Choose the facet to begin with; None for the dimension as a whole."""
    if finding.pattern == "aligned_weak":
        teams = (entry["team"] for entry in finding.entries)
        groups = [group for group in (reading.leadership, *teams) if group]
        return lowest_facet(reading, finding.dimension, groups)
    return widest_facet(reading, finding.dimension, finding.entries)


def findings(reading: Reading) -> list[Finding]:
    """Order what was found, as what to talk about first.

    Gaps, those of all teams together, divided groups, shared problems, small
    differences. Without any of them: what both sides see as strong, and what is open.
    """
    notable = list(_grouped(ranked(reading.with_verdict("gap"))))
    notable += [
        Finding(total["dimension"], total["pattern"], ())
        for total in gaps_together(reading)
    ]
    notable += [
        Finding(key, "divided", ())
        for key in reading.dimensions
        if any(reading.divided(group, key) for group in reading.groups)
        and key not in {finding.dimension for finding in notable}
    ]
    notable += _grouped(_with_pattern(reading, "aligned_weak"))
    notable += _grouped(reading.with_verdict("slight"))
    if notable:
        return notable
    return [
        next(_grouped(found))
        for pattern in _SOLVED
        if (found := _with_pattern(reading, pattern))
    ]


def _with_pattern(reading: Reading, pattern: str) -> list[Entry]:
    found = reading.release["comparisons"]
    return [entry for entry in found if entry["pattern"] == pattern]


def _grouped(found: Iterable[Entry]) -> Iterator[Finding]:
    """Join the teams of a dimension that show the same."""
    together: dict[tuple[str, str], list[Entry]] = {}
    for entry in found:
        together.setdefault((entry["dimension"], entry["pattern"]), []).append(entry)
    for (dimension, pattern), entries in together.items():
        yield Finding(dimension, pattern, tuple(entries))


def _page(
    narrator: Narrator, playbook: Playbook, finding: Finding, advice: Advice
) -> Page:
    reading = narrator.reading
    return {
        "title": reading.title(finding.dimension),
        "facet": facet_title(reading, advice),
        "anchor": anchor(finding.dimension),
        "said": _said(narrator, finding),
        "leadership": text_in(advice.leadership, reading.words.language),
        "team": text_in(advice.team, reading.words.language),
        "first": text_in(advice.first, reading.words.language),
        "sign": text_in(advice.sign, reading.words.language),
        "source": text_in(
            playbook.sources[advice.source].title, reading.words.language
        ),
        "beside": _beside(reading, playbook, finding),
    }


def _said(narrator: Narrator, finding: Finding) -> Markup | None:
    return narrator.say(
        "action",
        _facts(narrator.reading, finding),
        {"dimension": finding.dimension},
    )


def _facts(reading: Reading, finding: Finding) -> Facts:
    teams = [entry["team"] for entry in finding.entries]
    divided = [g for g in reading.groups if reading.divided(g, finding.dimension)]
    first = finding.entries[0] if finding.entries else None
    known = first and sized(first["difference"])
    return {
        "pattern": Fact(finding.pattern),
        "number": Fact(len(teams)),
        "teams": Fact(tuple(teams), reading.several(teams)),
        "difference": Fact(
            first["difference"] if first and known else None,
            apart(reading, first) if first else None,
        ),
        "groups": Fact(
            tuple(divided),
            reading.words.listed(reading.within(group) for group in divided),
        ),
        "number_divided": Fact(len(divided)),
    }


def _beside(reading: Reading, playbook: Playbook, finding: Finding) -> list[Page]:
    """Give what else applies: an unexpected gap, a divided group."""
    key, words = finding.dimension, reading.words
    spots = [reading.blind_spots.get((e["team"], key)) for e in finding.entries]
    sides = {reading.leadership, *(entry["team"] for entry in finding.entries)}
    applies = {
        "blind_spot": any(spot and spot["blind"] for spot in spots),
        "divided": finding.pattern != "divided"
        and any(reading.divided(group, key) for group in sides),
    }
    return [
        {
            "label": words.marked(label),
            "text": text_in(advice.first, words.language),
        }
        for pattern, label in BESIDE.items()
        if applies[pattern] and (advice := playbook.advise(key, pattern))
    ]
