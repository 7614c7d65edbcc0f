"""What a wave found that an action can answer, and what the playbook suggests."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from diagnostic.history.concerned import TOGETHER, concerned
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
_NOTABLE = (
    *("gap_leadership_higher", "gap_team_higher", "aligned_weak", "slight"),
    "divided",
)
_TEXTS = {"what": "first", "sign": "sign", "leadership": "leadership", "team": "team"}
"""Parts of a draft, and what the playbook calls them."""
_GATES = ("sides_disagree", "not_met", "in_doubt", "met")
"""The gravest first."""
_OF_A_SIDE = ("aligned_strong", "aligned_weak", "divided", *_GATES)
"""Found of one side rather than of the difference between two."""


@dataclass(frozen=True)
class Finding:
    """What a sealed wave found, that an action answers.

    Args:
        wave: its name.
        dimension: key.
        team: whose; '' is all groups that it is about, see ``concerned``.
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
        title: of the finding's dimension.
        about: whom the finding is about, in words.
        what: a first step; '' where the playbook has no advice.
        sign: what the next wave would show.
        leadership: what leadership can do.
        team: what the team can do.
        figure: of the finding that it is meant to move.
        measures: figures to begin taking, with their units.
    """

    title: str
    about: Markup
    what: str
    sign: str
    leadership: str
    team: str
    figure: Figure
    measures: tuple[tuple[str, str], ...]


def draft(
    installation: Installation, company: str, finding: Finding, language: str
) -> Draft:
    """Draft an action from what the playbook suggests.

    Args:
        installation: where.
        company: its slug.
        finding: that it is to answer.
        language: ``en`` or ``pt``.

    Raises:
        RefusedError: there is no such wave, it is not sealed, or has no such finding.
    """
    reading = check_found(installation, company, finding, language)
    playbook = load_playbook(reading.questionnaire.key)
    advice = playbook.advise(finding.dimension, finding.pattern, finding.facet)
    texts = {
        name: str(text_in(getattr(advice, part), language)) if advice else ""
        for name, part in _TEXTS.items()
    }
    return Draft(
        title=reading.title(finding.dimension),
        about=about(reading, finding),
        figure=figure_of(finding.pattern, _groups(reading, finding)),
        measures=tuple(
            (str(text_in(one.name, language)), str(text_in(one.unit, language)))
            for one in playbook.measures(finding.dimension)
        ),
        **texts,
    )


def about(reading: "Reading", finding: Finding) -> Markup:
    """Say whom a finding is about."""
    from reports.followed import whom

    return whom(reading.words, _groups(reading, finding))


def figure_of(pattern: str, groups: Sequence[str | None]) -> Figure:
    """Choose the figure that an action about a finding is meant to move.

    Args:
        pattern: what was found.
        groups: of whom; None is leadership.
    """
    if pattern not in _OF_A_SIDE:
        return "gap"
    return "leadership" if [*groups] == [None] else "team"


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
    groups = concerned(release, finding.dimension, finding.pattern)
    known = finding.pattern in PATTERNS and groups
    if not known or (finding.team and finding.team not in groups):
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

    gates = list(_gates(reading, wave))
    if dimension is not None:
        found = [*gates, *_differences(reading, wave, dimension)]
        return [one for one in found if one.dimension == dimension]
    if reading.release["gates"]:
        return gates
    return [
        Finding(
            wave,
            found.dimension,
            _single(concerned(reading.release, found.dimension, found.pattern)),
            found.pattern,
            facet_of(reading, found),
        )
        for found in ordered(reading)
    ]


def _groups(reading: "Reading", finding: Finding) -> tuple[str | None, ...]:
    if finding.team:
        return (finding.team,)
    return concerned(reading.release, finding.dimension, finding.pattern)


def _single(groups: Sequence[str | None]) -> str:
    """Name the one team that a finding is about, if it is one."""
    return groups[0] or "" if len(groups) == 1 else ""


def _gates(reading: "Reading", wave: str) -> Iterator[Finding]:
    """List the gates that are not met, each with the gravest that is shown of it."""
    for key in dict.fromkeys(gate["dimension"] for gate in reading.release["gates"]):
        seen = (one for one in _GATES if concerned(reading.release, key, one))
        pattern = next(seen, "met")
        if pattern != "met":
            yield Finding(wave, key, "", pattern)


def _differences(reading: "Reading", wave: str, dimension: str) -> Iterator[Finding]:
    """List what was found team by team, and that leadership is divided."""
    for pattern in _NOTABLE:
        for group in concerned(reading.release, dimension, pattern):
            if group != TOGETHER:
                yield Finding(wave, dimension, group or "", pattern)
