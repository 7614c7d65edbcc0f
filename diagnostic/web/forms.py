"""Forms of the workspace; their words are marked English, translated when shown."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import StopValidation, ValidationError

from reports.wording import mark

MISSING = mark("Please fill this in.")
TOO_LONG = mark("This is too long.")
UNPRINTABLE = mark("There is a character here that cannot be printed.")
_PLAIN = {
    "This field is required.": MISSING,
    "Not a valid choice.": mark("Please choose one."),
    "Not a valid date value.": mark("This is not a day."),
    "Not a valid integer value.": mark("This is not a whole number."),
}


class _Plainly:
    """Puts what WTForms says by itself into words that the catalogue knows."""

    def gettext(self, message: str) -> str:
        return _PLAIN.get(message, message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return one if number == 1 else many


class Form(FlaskForm):  # type: ignore[misc]
    """A form that other sites cannot post."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Messages are ours; the page translates them."""

        locales = False

        def get_translations(self, form: Any) -> _Plainly:
            """Give plain English; it is translated where it is shown."""
            return _Plainly()


class Line:
    """One line of printable text; spaces around it are cut off."""

    def __init__(self, longest: int, *, needed: bool = True) -> None:
        """Know how long it may be, and whether it must be there."""
        self.longest = longest
        self.needed = needed
        self.field_flags = {"maxlength": longest, "required": needed}

    def __call__(self, form: Form, field: Field) -> None:
        """Check what was typed."""
        field.data = " ".join((field.data or "").split())
        if not field.data and self.needed:
            raise StopValidation(MISSING)
        if len(field.data) > self.longest:
            raise ValidationError(TOO_LONG)
        if not field.data.isprintable():
            raise ValidationError(UNPRINTABLE)
