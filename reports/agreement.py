"""How far the people of each group agree: bands of answers, and who is divided."""

from collections.abc import Mapping
from typing import Any

from reports.gallery import Figure, Gallery
from reports.opening import cell_width, columns, parts
from reports.reading import Reading
from reports.values import bound

Page = dict[str, Any]
WIDE = 166.0
"""Width of the bands on the page of a dimension (points)."""


def agreement(reading: Reading, gallery: Gallery) -> list[Page]:
    """Give a table of groups by dimensions, as the map is laid out."""
    width = cell_width(reading)
    groups = [name for name in reading.groups if _known(reading, name)]
    return [
        {
            "columns": columns(reading, part),
            "rows": [
                {
                    "group": reading.label(name),
                    "cells": [
                        _cell(reading, gallery, name, key, width) for key in part
                    ],
                }
                for name in groups
            ],
        }
        for part in parts(reading)
        if groups
    ]


def spread(reading: Reading, gallery: Gallery, key: str) -> list[Page]:
    """Give how the answers of each group spread in a dimension, where that is shown."""
    return [
        {"group": reading.label(name), **_cell(reading, gallery, name, key, WIDE)}
        for name in reading.groups
        if _spreads(reading, name, key)
    ]


def _spreads(reading: Reading, group: str, key: str) -> bool:
    found = reading.agreement.get((group, key), {})
    banded = reading.cells.get((group, key), {}).get("bands")
    return bool(banded or found.get("divided") or found.get("ad") is not None)


def _known(reading: Reading, group: str) -> bool:
    found = (reading.agreement.get((group, key), {}) for key in reading.dimensions)
    return any(entry.get("divided") is not None for entry in found)


def _cell(
    reading: Reading, gallery: Gallery, group: str, key: str, width: float
) -> Mapping[str, Any]:
    words = reading.words
    found = reading.agreement.get((group, key), {})
    divided, distance = found.get("divided"), found.get("ad")
    if divided is None:
        said = words.say("Not shown")
    elif distance is None:
        said = "" if divided else words.say("not divided")
    else:
        said = words.say("{distance} from average", distance=words.value(distance))
    return {
        "divided": divided is True,
        "said": said,
        **_bands(reading, gallery, group, key, width),
    }


def _bands(
    reading: Reading, gallery: Gallery, group: str, key: str, width: float
) -> Mapping[str, Figure | str | None]:
    """Draw and write the shares of low, middle and high, if they may be shown."""
    shares = reading.cells.get((group, key), {}).get("bands")
    if not shares:
        return {"figure": None, "shares": None}
    low, middle, high = (reading.words.percent(share) for share in shares)
    said = reading.words.say(
        "Low {low}, middle {middle}, high {high}", low=low, middle=middle, high=high
    )
    drawn = gallery.bands([bound(share) or 0.0 for share in shares], width, said)
    return {"figure": drawn, "shares": f"{low} · {middle} · {high}"}
