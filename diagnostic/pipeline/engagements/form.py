"""The form of what an archive of a company says of it."""

import re
from datetime import date, datetime, timedelta

from diagnostic.ballots.sheets import LONGEST_COMMENT
from diagnostic.pipeline.commentary import LONGEST
from diagnostic.release.shapes import Shape, count, text

FORMAT = "alignment-engagement/1"
_YEARS = range(2000, 2200)


def line(longest: int, shortest: int = 0) -> Shape:
    """Tell one line of printable text."""
    fits = text(longest, shortest=shortest)
    return lambda value: fits(value) and str(value).isprintable()


def _pattern(pattern: str) -> Shape:
    return lambda value: isinstance(value, str) and bool(re.fullmatch(pattern, value))


def is_moment(value: object) -> bool:
    """Tell a moment in UTC as we write it: as texts they sort by time then."""
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return False
    in_utc = found.utcoffset() == timedelta() and found.year in _YEARS
    return in_utc and found.isoformat() == value


def is_day(value: object) -> bool:
    """Tell a day as we write it."""
    try:
        found = date.fromisoformat(str(value))
    except ValueError:
        return False
    return found.isoformat() == value and found.year in _YEARS


def _is_wave_name(value: object) -> bool:
    return bool(line(80, 1)(value)) and not {*str(value)} & {*"/@"}


is_wave_id = _pattern(r"[0-9a-f]{16}")
_LANGUAGE = {"en", "pt"}
_DEPARTMENT = {
    "number": count,
    "slug": _pattern(r"[a-z0-9-]{1,80}"),
    "name": line(80, 1),
    "leadership": bool,
    "predicted": bool,
    "invited": count,
    "printed": count,
    "answered": (count, None),
}
_COMMENT = {
    "department": (line(80, 1), None),
    "dimension": (line(80, 1), None),
    "text": text(LONGEST_COMMENT, shortest=1),
    "redacted": bool,
}
COMMENTARY = {
    "language": _LANGUAGE,
    "section": _pattern(r"[a-z0-9_-]{1,100}"),
    "text": text(LONGEST, shortest=1),
}
_WAVE = {
    "id": is_wave_id,
    "name": _is_wave_name,
    "subject": line(200),
    "language": _LANGUAGE,
    "mode": {"invited", "codes", "open"},
    "minimum": count,
    "small_leadership": {"hidden", "declared"},
    "rules": dict,
    **dict.fromkeys(("created", "opens", "closes", "closed"), is_moment),
    "late": count,
    "reminders": count,
    "counted": (is_day, None),
    "answered": (count, None),
    "comments_shown": bool,
    "kept": bool,
    "departments": [_DEPARTMENT],
    "comments": [_COMMENT],
}
_BRAND = {
    "first": (text(7), None),
    "second": (text(7), None),
    "sender": text(120),
    "footer": text(300),
}
MANIFEST = {
    "format": {FORMAT},
    "program": text(40),
    "made": is_moment,
    "company": {
        "slug": _pattern(r"[a-z0-9-]{1,80}"),
        "name": line(200, 1),
        "language": _LANGUAGE,
        "second_factor": bool,
    },
    "brand": (_BRAND, None),
    "waves": [_WAVE],
    "left_out": [
        {"name": line(80, 1), "state": {"draft", "scheduled", "open", "closed"}}
    ],
    "log": [{"at": is_moment, "account": line(254, 1), "act": text(40), "about": dict}],
}
