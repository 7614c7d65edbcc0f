"""Forms of the workspace; their words are marked English, translated when shown."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import StopValidation, ValidationError

from reports.wording import mark

MISSING = mark("Please fill this in.")
TOO_LONG = mark("This is too long.")
UNPRINTABLE = mark("There is a character here that cannot be printed.")


class Form(FlaskForm):  # type: ignore[misc]
    """A form that other sites cannot post."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Messages are ours; the page translates them."""

        locales = False

        def get_translations(self, form: Any) -> None:
            """Look nothing up."""
            return


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
