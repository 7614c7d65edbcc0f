"""What a wave found that an action can answer, and what the playbook suggests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.store.models import Figure
from questionnaires.advice import load_playbook
from reports.wording import mark, text_in

if TYPE_CHECKING:
    from reports.reading import Reading

PATTERNS: Mapping[str, str] = {
    "gap_leadership_higher": mark("Gap: leadership sees it more favourably"),
    "gap_team_higher": mark("Gap: the team sees it more favourably"),
    "slight": mark("A small difference"),
    "aligned_strong": mark("Aligned, at a high level"),
    "aligned_weak": mark("Aligned, with room to improve"),
    "too_close": mark("Too close to call"),
    "divided": mark("A group is divided"),
    "blind_spot": mark("A gap that leadership did not expect"),
    "not_met": mark("A gate that is not met"),
    "in_doubt": mark("A gate in doubt"),
    "sides_disagree": mark("A gate that only one side sees as met"),
    "met": mark("A gate that is met"),
}
"""What was found, in words."""
_NOTABLE = ("gap_leadership_higher", "gap_team_higher", "aligned_weak", "slight")
_OF_THE_TEAM = ("aligned_strong", "aligned_weak", "divided")
_GATES = ("not_met", "in_doubt", "met")


@dataclass(frozen=True)
class Finding:
    """What a sealed wave found, that an action answers.

    Args:
        wave: its name.
        dimension: key.
        team: whose; '' is all teams that it is about.
        pattern: as the playbook names it.
        facet: what to begin with; None is the dimension as a whole.
    """

    wave: str
    dimension: str
    team: str
    pattern: str
    facet: str | None = None


@dataclass(frozen=True)
class Draft:
    """What the playbook suggests about a finding, to be made one's own.

    Args:
        what: a first step; '' where the playbook has no advice.
        sign: what the next wave would show.
        leadership: what leadership can do.
        team: what the team can do.
        figure: of the finding that it is meant to move.
        measures: figures to begin taking, with their units.
    """

    what: str
    sign: str
    leadership: str
    team: str
    figure: Figure
    measures: tuple[tuple[str, str], ...]


def draft(
    installation: Installation,
    company: str,
    wave: str,
    dimension: str,
    team: str,
    pattern: str,
    facet: str | None,
    language: str,
) -> Draft:
    """Draft an action from what the playbook suggests.

    Args:
        installation: where.
        company: its slug.
        wave: name of a sealed one.
        dimension: key.
        team: '' is all teams that the finding is about.
        pattern: what was found.
        facet: what to begin with; None is the dimension as a whole.
        language: ``en`` or ``pt``.

    Raises:
        RefusedError: there is no such wave, it is not sealed, or has no such finding.
    """
    finding = Finding(wave, dimension, team, pattern, facet)
    reading = check_found(installation, company, finding, language)
    playbook = load_playbook(reading.questionnaire.key)
    advice = playbook.advise(dimension, pattern, facet)
    texts = {
        part: str(text_in(getattr(advice, part), language)) if advice else ""
        for part in ("first", "sign", "leadership", "team")
    }
    return Draft(
        texts["first"],
        texts["sign"],
        texts["leadership"],
        texts["team"],
        figure_of(pattern),
        tuple(
            (str(text_in(one.name, language)), str(text_in(one.unit, language)))
            for one in playbook.measures(dimension)
        ),
    )


def figure_of(pattern: str) -> Figure:
    """Choose the figure that an action about a pattern is meant to move."""
    gates = (*_GATES, "sides_disagree")
    return "team" if pattern in (*_OF_THE_TEAM, *gates) else "gap"


def check_found(
    installation: Installation, company: str, finding: Finding, language: str = "en"
) -> "Reading":
    """See that a wave has a finding; gives its release, to be read.

    Raises:
        RefusedError: there is no such wave, it is not sealed, or has no such finding.
    """
    # What reads a release loads slowly.
    from diagnostic.pipeline import reporting
    from reports.document import read

    release, asked = reporting.released(installation, company, finding.wave)
    reading = read(release, asked, language)
    wanted = (finding.dimension, finding.team, finding.pattern)
    if wanted not in set(_every(reading)):
        raise RefusedError("{wave} has no such finding", wave=finding.wave)
    return reading


def findings(
    reading: "Reading", wave: str, dimension: str | None = None
) -> list[Finding]:
    """List what a wave found that calls for something to be done, as a report would.

    Args:
        reading: of its release.
        wave: its name.
        dimension: only this one, team by team; None is all, the first to act on first.
    """
    from reports.actions import facet_of
    from reports.actions import findings as ordered

    if dimension is not None:
        return [
            Finding(wave, *found)
            for found in dict.fromkeys(_every(reading))
            if found[0] == dimension and _is_notable(reading, *found)
        ]
    if reading.release["gates"]:
        return [Finding(wave, *found) for found in _gates(reading) if found[2] != "met"]
    return [
        Finding(
            wave,
            found.dimension,
            found.entries[0]["team"] if len(found.entries) == 1 else "",
            found.pattern,
            facet_of(reading, found),
        )
        for found in ordered(reading)
    ]


def _is_notable(reading: "Reading", dimension: str, team: str, pattern: str) -> bool:
    if pattern in _GATES or pattern == "sides_disagree":
        return pattern != "met"
    return pattern in _NOTABLE if team else pattern == "divided"


def _every(reading: "Reading") -> Iterator[tuple[str, str, str]]:
    """List dimension, team and pattern of everything that a release tells."""
    yield from _gates(reading)
    for entry in reading.release["comparisons"]:
        if entry["verdict"] != "not_shown":
            yield entry["dimension"], entry["team"], entry["pattern"]
            yield entry["dimension"], "", entry["pattern"]
    for dimension, total in reading.totals.items():
        if total["verdict"] != "not_shown":
            yield dimension, "", total["pattern"]
    for entry in reading.release["agreement"]:
        if entry["divided"]:
            leads = entry["group"] == reading.leadership
            yield entry["dimension"], "" if leads else entry["group"], "divided"
            yield entry["dimension"], "", "divided"
    for entry in reading.release["blind_spots"]:
        if entry["blind"]:
            yield entry["dimension"], entry["team"], "blind_spot"


def _gates(reading: "Reading") -> Iterator[tuple[str, str, str]]:
    states: dict[str, set[str]] = {}
    for gate in reading.release["gates"]:
        if gate["state"]:
            states.setdefault(gate["dimension"], set()).add(gate["state"])
    for dimension, seen in states.items():
        if {"not_met", "met"} <= seen:
            yield dimension, "", "sides_disagree"
        else:
            yield dimension, "", next(state for state in _GATES if state in seen)
