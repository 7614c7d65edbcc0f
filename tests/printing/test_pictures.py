"""Pages look as they did when they were last looked at, within a tolerance.

The kept pictures are made by ``python -m tests.printing.test_pictures``, which is run
after a change of looks that was meant, and looked at before it is committed.
"""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.printing.papers import poppler, report

KEPT = Path(__file__).parent / "pictures"
DOTS = 30
"""Dots an inch: letters blur, so that another version of poppler draws the same."""
BLOCK = 8
FAR, NEAR = 24, 1.5
"""Shades of 255 by which one block, and the whole page on average, may differ."""
PAGES = [
    ("usual", "en", 1),
    ("usual", "en", 3),
    ("usual", "pt", 1),
    ("readiness", "en", 1),
    ("long names", "en", 1),
    ("hidden", "en", 1),
    ("twelve teams", "en", 2),
]


def drawn(kind, language, number):
    """Draw a page of a report in colour."""
    at = str(number)
    span = ("-f", at, "-l", at, "-singlefile")
    picture = poppler(
        "pdftoppm", "-r", str(DOTS), "-png", *span, source=report(kind, language)
    )
    return Image.open(io.BytesIO(picture)).convert("RGB")


def kept(kind, language, number):
    return KEPT / f"{kind.replace(' ', '-')}-{language}-{number}.png"


def blocks(picture):
    """Give the mean colour of each block of 8 by 8 dots."""
    dots = np.asarray(picture, dtype=float)
    high, wide = (side // BLOCK * BLOCK for side in dots.shape[:2])
    tiles = dots[:high, :wide].reshape(high // BLOCK, BLOCK, wide // BLOCK, BLOCK, 3)
    return tiles.mean(axis=(1, 3))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: " ".join(map(str, page)))
def test_a_page_looks_as_it_did(page):
    now, then = drawn(*page), Image.open(kept(*page)).convert("RGB")

    assert now.size == then.size
    apart = np.abs(blocks(now) - blocks(then))
    assert apart.max() <= FAR
    assert apart.mean() <= NEAR


def test_a_page_that_changed_is_noticed():
    picture = drawn("usual", "en", 1)
    moved = Image.new("RGB", picture.size, (255, 255, 255))
    moved.paste(picture, (0, 6))

    apart = np.abs(blocks(picture) - blocks(moved))
    assert apart.max() > FAR or apart.mean() > NEAR


if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    for page in PAGES:
        drawn(*page).quantize(64).save(kept(*page), optimize=True)
