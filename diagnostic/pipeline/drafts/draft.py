"""What pages that set a wave up show."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from diagnostic.ballots import keys
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.waves import existing, languages
from diagnostic.rules import SmallLeadership
from diagnostic.store.models import Mode, State, Wave
from questionnaires import Questionnaire, content, parse, published
from questionnaires.additions import Addition, split
from reports.wording import text_in


@dataclass(frozen=True)
class DraftDepartment:
    """A department of a draft.

    Args:
        name: as printed.
        slug: in addresses and field names.
        leadership: whether it is the leadership.
        invited: people.
        predicted: leaders are asked how this team will score.
    """

    name: str
    slug: str
    leadership: bool
    invited: int
    predicted: bool


@dataclass(frozen=True)
class Draft:
    """A wave as it is set up so far; readable later as well.

    Args:
        id: names its key file.
        company: the company's slug.
        company_name: as printed.
        name: of the wave.
        state: ``draft``, unless it was launched in the meantime.
        revision: to be given with each change; another one is somebody else's.
        subject: the initiative that is asked about, or ''.
        language: of mails and first pages.
        languages: that could be chosen: ours, as far as the questionnaire has them.
        questionnaire_key: of what is asked.
        questionnaire_version: of what is asked.
        questionnaire_title: in the wave's language.
        is_ours: the questionnaire is one of this package, perhaps with additions.
        items: questions, additions included.
        additions: the company's own questions.
        source: the questionnaire's file, additions included.
        mode: how links are handed out.
        opens: the beginning; not after the making of the draft: at launch.
        closes: the end.
        minimum: fewest answers of a group that is shown.
        small_leadership: what happens to a leadership below it.
        departments: leadership first, then teams by name; empty without a roster.
        invited: people in all of them.
        has_key: without its key a draft cannot be launched.
    """

    id: str
    company: str
    company_name: str
    name: str
    state: State
    revision: int
    subject: str
    language: str
    languages: tuple[str, ...]
    questionnaire_key: str
    questionnaire_version: int
    questionnaire_title: str
    is_ours: bool
    items: int
    additions: tuple[Addition, ...]
    source: bytes = field(repr=False)
    mode: Mode
    opens: datetime
    closes: datetime
    minimum: int
    small_leadership: SmallLeadership
    departments: tuple[DraftDepartment, ...]
    invited: int
    has_key: bool


def describe(installation: Installation, company: str, name: str) -> Draft:
    """Tell how far a wave is set up.

    Raises:
        RefusedError: there is no such wave.
    """
    with installation.database.reading() as session:
        wave = existing(session, company, name)
        return _described(wave, has_key=keys.exists(installation.keys, wave.id))


def _described(wave: Wave, *, has_key: bool) -> Draft:
    source = wave.questionnaire_source
    asked = parse(source)
    base, additions = split(source)
    return Draft(
        id=wave.id,
        company=wave.company.slug,
        company_name=wave.company.name,
        name=wave.name,
        state=cast("State", wave.state),
        revision=wave.revision,
        subject=wave.subject,
        language=wave.language,
        languages=languages(asked),
        questionnaire_key=asked.key,
        questionnaire_version=asked.version,
        questionnaire_title=text_in(asked.title, wave.language),
        is_ours=_is_ours(asked, base),
        items=len(asked.items),
        additions=additions,
        source=source,
        mode=cast("Mode", wave.mode),
        opens=wave.opens,
        closes=wave.closes,
        minimum=wave.minimum,
        small_leadership=cast("SmallLeadership", wave.small_leadership),
        departments=departments(wave),
        invited=sum(department.invited for department in wave.departments),
        has_key=has_key,
    )


def departments(wave: Wave) -> tuple[DraftDepartment, ...]:
    """Give the departments of a wave as plain values."""
    return tuple(
        DraftDepartment(
            department.name,
            department.slug,
            department.leadership,
            department.invited,
            department.predicted,
        )
        for department in wave.departments
    )


def _is_ours(asked: Questionnaire, base: bytes) -> bool:
    if (asked.key, asked.version) not in published():
        return False
    return base == content(f"{asked.key}.{asked.version}")
