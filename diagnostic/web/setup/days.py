"""First and last days, as people choose them; moments in UTC, as waves have them."""

from datetime import UTC, date, datetime, time

from wtforms import DateField, Field
from wtforms.validators import InputRequired, Optional, ValidationError

from diagnostic.web.forms import MISSING, Form
from diagnostic.web.site import site
from reports.wording import mark

FIRST_HOUR, LAST_MINUTE = time(7), time(23, 59)
"""Mails are read in the morning; answers count to the end of a day."""
LAST_YEAR = 2199
NO_DAY = mark("This is not a day.")
PAST = mark("This day is past.")


def day(label: str, *, needed: bool) -> DateField:
    """Make a field for a day that is not past."""
    first = InputRequired(MISSING) if needed else Optional()
    return DateField(label, [first, _to_come])


def begins(day: date | None) -> datetime | None:
    """Give the moment at which a wave opens that day."""
    return datetime.combine(day, FIRST_HOUR, UTC) if day else None


def ends(day: date | None) -> datetime | None:
    """Give the moment at which a wave closes that day."""
    return datetime.combine(day, LAST_MINUTE, UTC) if day else None


def _to_come(form: Form, field: Field) -> None:
    if field.data is None:  # refused already
        return
    if field.data.year > LAST_YEAR:
        raise ValidationError(NO_DAY)
    if field.data < site().clock().astimezone(UTC).date():
        raise ValidationError(PAST)
