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
    "measures": mark("What to measure"),
    "method": mark("Method"),
    "sentences": mark("Which rule said what"),
}
"""Sections after the dimensions by their anchor, in the order of the report."""


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
        "changes": values["moves"],
        "measures": values["measures"],
        "method": True,
        "sentences": values["trace"],
    }
    first = [("opening", words.say("At a glance"))]
    if values["maps"]:
        first.append(("map", words.say("The map")))
    dimensions = [(page["anchor"], page["title"]) for page in values["dimensions"]]
    later = [
        (anchor, words.marked(title))
        for anchor, title in TITLES.items()
        if there.get(anchor)
    ]
    return [
        {"anchor": anchor, "title": title}
        for anchor, title in (*first, *dimensions, *later)
    ]
