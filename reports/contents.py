"""The sections of a report with their titles, as far as it has them."""

from collections.abc import Mapping
from typing import Any

from reports.reading import Reading
from reports.wording import mark

TITLES: Mapping[str, str] = {
    "others": mark("Where nothing stands out"),
    "shared": mark("What both sides see"),
    "divided": mark("Who is divided"),
    "blind-spots": mark("What leadership expected"),
    "participation": mark("Participation"),
    "actions": mark("What to do"),
    "changes": mark("What has moved"),
    "quarters": mark("Quarter by quarter"),
    "measures": mark("What to measure"),
    "register": mark("Register of gaps"),
    "method": mark("Method"),
    "sentences": mark("Which rule said what"),
}
"""Sections after the dimensions by their anchor, in the order of the report."""
UNCOMPARED = mark("What the groups answered")
"""The title of ``others`` where there is nothing to compare."""


SINCE = mark("Since last quarter")
"""The title of ``changes`` where the waves before are known."""


def title(reading: Reading, anchor: str) -> str:
    """Name a section after the dimensions."""
    if anchor == "changes" and reading.series is not None:
        return reading.words.marked(SINCE)
    uncompared = anchor == "others" and not reading.compared
    return reading.words.marked(UNCOMPARED if uncompared else TITLES[anchor])


def contents(reading: Reading, values: Mapping[str, Any]) -> list[dict[str, str]]:
    """List anchor and title of the sections, in the order of the report.

    Args:
        reading: the release in its language.
        values: what the sections show.
    """
    words = reading.words
    there = {
        "others": values["others"],
        "shared": values["shared"],
        "divided": values["divisions"],
        "blind-spots": values["blind_spots"],
        "participation": True,
        "actions": values["actions"],
        "changes": values["moves"] or values["since"],
        "quarters": values["quarters"],
        "register": values["register"],
        "measures": values["measures"],
        "method": True,
        "sentences": values["trace"],
    }
    first = [("opening", words.say("At a glance"))]
    if values["maps"]:
        first.append(("map", words.say("The map")))
    dimensions = [(page["anchor"], page["title"]) for page in values["dimensions"]]
    later = [(anchor, title(reading, anchor)) for anchor in TITLES if there.get(anchor)]
    return [
        {"anchor": anchor, "title": named}
        for anchor, named in (*first, *dimensions, *later)
    ]
