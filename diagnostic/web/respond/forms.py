"""The form of a questionnaire: what was posted, checked field by field."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from diagnostic.ballots.sheets import LONGEST_COMMENT
from diagnostic.pipeline.submission import Answers
from diagnostic.web.respond import fields
from diagnostic.web.respond.blank import Blank
from reports.wording import mark

TWICE = mark("There are two answers here. Please choose one.")
OFF_SCALE = mark("This is not one of the answers. Please choose one.")
TOO_LONG = mark("This comment is longer than 500 characters. Please shorten it.")
UNPRINTABLE = mark(
    "This comment held signs that cannot be stored. They have been taken out: please"
    " look whether it still says what you mean."
)
FOREIGN = mark(
    "Something was sent that this questionnaire does not ask. It has been left out."
)
EMPTY = mark("Nothing is answered yet. One answer or one comment is enough.")

STEPS = ("", fields.SHOW, fields.CHANGE)
_MOST_SHEETS = 256
_PLANES = range(0, 0x110000, 0x10000)
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
# Controls, surrogates, overrides of direction and U+xFFFE, U+xFFFF: a spreadsheet or
# PDF with one of them cannot be opened, or shows another text than it holds.
_NO_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in _PLANES)
    + "]"
)


class OneOf(RadioField):  # type: ignore[misc]
    """One of the offered values; absent and empty mean 'I can't say'."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take the value that was sent."""
        self.data = valuelist[0] if valuelist else ""
        if len(valuelist) > 1:
            raise ValueError(TWICE)

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what is not offered, letter by letter: '4.0' is not '4'."""
        if self.data and self.data not in [offered.value for offered in self.choices]:
            self.data = ""
            raise ValidationError(OFF_SCALE)


class OneListed(OneOf, SelectField):  # type: ignore[misc]
    """The same, folded up."""


class Comment(TextAreaField):  # type: ignore[misc]
    """A comment of up to 500 characters, without signs that break documents."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take the text, with one kind of line end and none around it."""
        text = _LINE_ENDS.sub("\n", valuelist[0] if valuelist else "")
        kept = _NO_TEXT.sub("", text)
        self.data = kept.strip()
        if kept != text:
            raise ValueError(UNPRINTABLE)
        if len(valuelist) > 1:
            raise ValueError(TWICE)

    def pre_validate(self, form: BaseForm) -> None:
        """Refuse what is longer than a ballot has room for."""
        if len(self.data) > LONGEST_COMMENT:
            raise ValidationError(TOO_LONG)


class AnswerForm(BaseForm):  # type: ignore[misc]
    """The posted answers to a questionnaire.

    Fields are found by name only: an item may have an id that is also the name of
    one of the form's own methods.
    """

    def __init__(self, blank: Blank, posted: "MultiDict[str, str]") -> None:
        """Take what was posted; nothing is checked yet."""
        super().__init__(form_fields(blank))
        self.process(posted)
        self.blank = blank
        steps = posted.getlist(fields.REVIEW)
        self.step = steps[0] if steps else ""
        known = self.step in STEPS and len(steps) < 2
        others = {name for name in posted if name not in self} - {fields.REVIEW}
        self.foreign = not known or bool(others)

    @property
    def given(self) -> dict[str, str]:
        """Give what was sent for each field, as far as it can be shown again."""
        return {field.name: field.data for field in self if field.data}

    @property
    def mistakes(self) -> dict[str, str]:
        """Give the first mistake of each field, and of the whole under ''."""
        found = {field.name: field.errors[0] for field in self if field.errors}
        if self.form_errors:
            found[""] = self.form_errors[0]
        return found

    def validate(self) -> bool:
        """Check every field, and the sheet as a whole."""
        valid = super().validate()
        if self.foreign:
            self.form_errors = [FOREIGN]
        elif valid and not self.given:
            self.form_errors = [EMPTY]
        return valid and not self.form_errors

    def answers(self) -> Answers:
        """Give the answers of a form that was checked."""
        asked = self.blank.asked
        given = self.given
        dimensions = [d.key for d in asked.questionnaire.dimensions]
        return Answers(
            items={
                item.id: int(given[item.id]) if item.kind == "scale" else given[item.id]
                for item in asked.questionnaire.items
                if item.id in given
            },
            predictions={
                (team, dimension): int(given[name])
                for team, _ in asked.teams
                for dimension in dimensions
                if (name := fields.prediction(team, dimension)) in given
            },
            comments={
                dimension: given[name]
                for dimension in dimensions
                if (name := fields.comment(dimension)) in given
            },
        )


@lru_cache(_MOST_SHEETS)
def form_fields(blank: Blank) -> Mapping[str, UnboundField]:
    """Make the fields of a questionnaire, once a department."""
    asked = blank.asked
    questionnaire = asked.questionnaire
    points = [SelectChoice(str(n + 1)) for n in range(questionnaire.scale.points)]
    found = {}
    for item in questionnaire.items:
        options = [SelectChoice(option.key) for option in item.options]
        found[item.id] = OneOf(blank.wording(item), choices=options or points)
    for dimension in questionnaire.dimensions:
        title = dimension.title[blank.language]
        found[fields.comment(dimension.key)] = Comment(title)
        for team, name in asked.teams:
            field = OneListed(f"{name}: {title}", choices=points)
            found[fields.prediction(team, dimension.key)] = field
    return found
