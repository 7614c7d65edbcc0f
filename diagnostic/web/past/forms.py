"""What is asked of earlier quarters: a file, and what it does not say itself."""

from collections.abc import Sequence

from flask_wtf.file import FileField
from wtforms import DateField, Field, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from diagnostic.pipeline.past import PastWave
from diagnostic.web.forms import MISSING, Form, Line
from diagnostic.web.setup.asking import ABOUT, ABOUT_AN_INITIATIVE, FIRST
from diagnostic.web.speech import spoken
from questionnaires import content, load
from reports.wording import mark, text_in


class PastForm(Form):
    """A file of answers, and what was asked.

    ``rows`` and ``asked`` carry both from page to page, once they were read.
    """

    file = FileField(
        mark("The answers as a CSV file"), render_kw={"accept": ".csv,.txt,text/csv"}
    )
    rows = TextAreaField()
    questionnaire = RadioField(mark("Questionnaire"), default=FIRST)
    own = FileField(
        mark("Or a questionnaire file of your own"), render_kw={"accept": ".toml"}
    )
    asked = TextAreaField()
    leadership = StringField(mark("Name of leadership"), [Line(80, needed=False)])
    wave = StringField(mark("Name of the wave"), [Line(80, needed=False)])
    subject = StringField(mark("Initiative"), [Line(200, needed=False)])

    def offer(self) -> None:
        """Offer our questionnaires, by their titles in the visitor's language."""
        language = spoken().language
        self.questionnaire.choices = [
            SelectChoice(key, text_in(load(key).title, language)) for key in ABOUT
        ]

    def validate_subject(self, field: StringField) -> None:
        """See that an initiative is named where one was asked about."""
        ours = not (self.own.data or self.asked.data)
        about = ours and self.questionnaire.data == ABOUT_AN_INITIATIVE
        if about and not field.data:
            raise ValidationError(MISSING)

    def take(self) -> tuple[bytes, bytes, bool]:
        """Give the answers, the questionnaire, and whether that is one of ours."""
        rows, asked = (
            # A form writes the ends of lines in a way of its own.
            bytes(sent.data.read())
            if sent.data
            else (carried.data or "").replace("\r\n", "\n").encode()
            for sent, carried in ((self.file, self.rows), (self.own, self.asked))
        )
        if asked:
            return rows, asked, False
        return rows, content(self.questionnaire.data), True


def days(waves: Sequence[PastWave]) -> Form:
    """Make a form that asks when each wave was closed, as far as names do not tell."""
    fields = {
        _day(number): DateField(
            spoken().say("Day on which {wave} closed", wave=wave.name),
            [InputRequired(MISSING)],
        )
        for number, wave in enumerate(waves)
    }
    known = {_day(number): wave.closed for number, wave in enumerate(waves)}
    made: Form = type("DaysForm", (Form,), fields)(data=known)
    return made


def day(asking: Form, number: int) -> Field:
    """Give the field that asks when a wave of the list was closed."""
    return asking[_day(number)]


def _day(number: int) -> str:
    return f"closed-{number}"
