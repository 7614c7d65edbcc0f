"""Changes of a draft, each only of the state that the consultant saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.roster import Roster
from diagnostic.rules import SmallLeadership
from diagnostic.store.models import Mode
from questionnaires.additions import Addition


class ChangedMeanwhileError(RefusedError):
    """Somebody else has changed the draft since it was shown."""


@dataclass(frozen=True)
class Changed:
    """What came of a change.

    Args:
        revision: of the draft now.
        name: of the draft now.
        language: of the draft now; another one if the questionnaire is not written
            in the one before.
        roster_dropped: the roster was of the wrong kind for the new mode, and is gone.
    """

    revision: int
    name: str
    language: str
    roster_dropped: bool = False


def change(
    installation: Installation,
    company: str,
    name: str,
    *,
    revision: int,
    now: datetime,
    rename: str | None = None,
    subject: str | None = None,
    language: str | None = None,
    mode: Mode | None = None,
    opens: datetime | None = None,
    closes: datetime | None = None,
    minimum: int | None = None,
    small_leadership: SmallLeadership | None = None,
) -> Changed:
    """Change the settings of a draft; None leaves one as it is.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        revision: of the draft that was shown.
        now: the clock.
        rename: another name.
        subject: the initiative that is asked about, or ''.
        language: of mails and first pages.
        mode: how links are handed out; a roster of addresses is dropped where they
            are not wanted, and one of numbers where addresses are.
        opens: begins then; ``now`` is at launch.
        closes: ends then.
        minimum: fewest answers of a group that is shown.
        small_leadership: what happens to a leadership below it.

    Raises:
        ChangedMeanwhileError: the draft has another revision by now.
        RefusedError: it is no draft any more, or what cannot be, in a sentence.
    """
    raise NotImplementedError


def choose_questionnaire(
    installation: Installation,
    company: str,
    name: str,
    chosen: str | bytes,
    *,
    revision: int,
) -> Changed:
    """Ask another questionnaire; the company's own questions stay.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        chosen: the key of one of ours, or the content of a file. A file that has
            questions of a company's own brings these instead.
        revision: of the draft that was shown.

    Raises:
        QuestionnaireError: all that is wrong with the file.
        ChangedMeanwhileError: the draft has another revision by now.
        RefusedError: it is no draft any more, or the questionnaire is written in no
            language that we speak.
    """
    raise NotImplementedError


def set_additions(
    installation: Installation,
    company: str,
    name: str,
    additions: Sequence[Addition],
    *,
    revision: int,
) -> Changed:
    """Replace the company's own questions, see ``questionnaires.additions``.

    Raises:
        QuestionnaireError: all that is wrong with them, each with its place.
        ChangedMeanwhileError: the draft has another revision by now.
        RefusedError: it is no draft any more.
    """
    raise NotImplementedError


def set_roster(
    installation: Installation,
    company: str,
    name: str,
    roster: Roster,
    *,
    revision: int,
    join_small: bool = False,
) -> Changed:
    """Replace everybody invited.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        roster: as read for the draft's mode.
        revision: of the draft that was shown.
        join_small: join teams below the minimum as 'Other teams'.

    Raises:
        ChangedMeanwhileError: the draft has another revision by now.
        RefusedError: it is no draft any more, or the roster is of the wrong kind.
        MissingKeyError: the key is gone, and nothing can be locked with it.
    """
    raise NotImplementedError


def delete(installation: Installation, company: str, name: str) -> None:
    """Delete a draft with its roster and its key, and see that nothing is left.

    Raises:
        RefusedError: it was launched.
    """
    raise NotImplementedError
