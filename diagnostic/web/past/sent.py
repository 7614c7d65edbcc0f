"""What a visitor has sent of earlier quarters, read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wtforms import Field

from diagnostic.answers import AnswerError
from diagnostic.answers.trimming import trimmed
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web.forms import Form
from diagnostic.web.past.forms import PastForm, day, days
from diagnostic.web.speech import told
from questionnaires import QuestionnaireError, parse
from reports.wording import mark

if TYPE_CHECKING:
    from diagnostic.pipeline.past import Past, PastWave

MOST = 8
"""Waves at a time: to diagnose so many takes seconds, and the page waits for it."""
MOST_SHOWN = 100
"""Faults of a questionnaire on a page; nobody reads more."""
FAULTY = mark("This file cannot be used yet: see what is wrong with it below.")
TOO_MANY = mark(
    "there are {number} waves in the file; at most {most} at a time are imported here,"
    " more by the command"
)


@dataclass(frozen=True)
class Sent:
    """What a visitor has sent.

    Args:
        past: the waves, the earliest first by the days that were typed.
        days: the form that asks for these, a field for each of ``shown``.
        shown: the waves, as the page lists them.
        rows: the file without what is not read, to be sent again.
        asked: the questionnaire, if it is one of the visitor's own.
    """

    past: "Past"
    days: Form
    shown: tuple["PastWave", ...]
    rows: str
    asked: str

    def field(self, number: int) -> Field:
        """Give the field that asks when a wave of the list was closed."""
        return day(self.days, number)


def read(form: PastForm) -> tuple[Sent | None, list[str]]:
    """Read what was sent.

    Returns:
        None if it cannot be used: the reason is in the form then. And what is wrong
        with a file, place by place.
    """
    try:
        return _read(form), []
    except QuestionnaireError as error:
        form.own.errors = [FAULTY]
        return None, [told(problem) for problem in error.problems[:MOST_SHOWN]]
    except AnswerError as error:
        form.file.errors = [FAULTY]
        return None, [told(error)]
    except RefusedError as error:
        form.form_errors.append(told(error))
        return None, []


def _read(form: PastForm) -> Sent:
    from diagnostic.pipeline import past

    rows, asked, ours = form.take()
    named: dict[str, Any] = {
        "leadership": form.leadership.data or None,
        "wave": form.wave.data or None,
    }
    first = past.read(rows, asked, **named)
    if len(first.waves) > MOST:
        raise RefusedError(TOO_MANY, number=len(first.waves), most=MOST)
    asking = days(first.waves)
    typed = {
        wave.name: day(asking, number).data for number, wave in enumerate(first.waves)
    }
    closed = {name: found for name, found in typed.items() if found is not None}
    return Sent(
        past.read(rows, asked, **named, closed=closed),
        asking,
        first.waves,
        trimmed(rows, parse(asked)),
        "" if ours else asked.decode(),
    )
