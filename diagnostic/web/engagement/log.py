"""Who did what."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from diagnostic.pipeline import audit
from diagnostic.pipeline.audit import Entry
from diagnostic.web import access
from diagnostic.web.engagement.page import bp, crumbs
from diagnostic.web.site import site
from diagnostic.web.speech import spoken
from reports.wording import Words

_MOST = 2**31 - 1
"""The largest id there can be: databases do not look for larger ones."""


@bp.get("/companies/<slug>/log")
def log(slug: str) -> ResponseReturnValue:
    """Show what was done to a company, by whom."""
    found = access.company(slug)
    return _log(slug, crumbs(slug, found.name, spoken().say("Log")))


@bp.get("/log")
def everything() -> ResponseReturnValue:
    """Show what was done to all companies, and to none."""
    access.administrator()
    return _log(None, [])


def _log(slug: str | None, way: list[tuple[str, str | None]]) -> str:
    typed = request.args.get("before", "")
    before = int(typed) if typed.isascii() and typed.isdigit() else None
    found = audit.entries(site().installation, slug, before=_within(before))
    return render_template(
        "engagement/log.html",
        days=_days(found),
        several=slug is None,
        older=found[-1].id if len(found) == audit.PAGE else None,
        crumbs=way,
    )


def _within(number: int | None) -> int | None:
    return None if number is None else min(number, _MOST)


def _days(found: Iterable[Entry]) -> list[dict[str, Any]]:
    words = spoken()
    return [
        {
            "day": words.day(day),
            "entries": [_shown(words, entry) for entry in entries],
        }
        for day, entries in groupby(found, lambda entry: entry.at.date())
    ]


def _shown(words: Words, entry: Entry) -> dict[str, Any]:
    about = dict(entry.about)
    if "day" in about:
        about["day"] = words.day(date.fromisoformat(about["day"]))
    if "kind" in about:
        about["kind"] = about["kind"].upper()
    by_command = entry.account == audit.COMMAND_LINE
    return {
        "time": f"{entry.at:%H:%M}",
        "sentence": words.marked(entry.sentence, **about),
        "account": words.say("Command line") if by_command else entry.account,
        "company": entry.company,
        "elsewhere": entry.elsewhere,
    }
