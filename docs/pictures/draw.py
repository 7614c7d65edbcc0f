"""Draws the pictures of README and guides from the demonstration's own report."""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
PROGRAM = Path(sys.executable).with_name("diagnostic")
EDGE = 24
GROUND = (236, 238, 241)


def pages(pdf: Path, numbers: tuple[int, ...], folder: Path) -> list[Image.Image]:
    """Turn pages of a PDF into pictures of 80 dots an inch."""
    pictures = []
    for number in numbers:
        stem = folder / f"page-{number}"
        span = ["-f", str(number), "-l", str(number), "-singlefile"]
        command = ["pdftoppm", "-r", "80", "-png", *span, str(pdf), str(stem)]
        subprocess.run(command, check=True)  # noqa: S603
        pictures.append(Image.open(stem.with_suffix(".png")).convert("RGB"))
    return pictures


def page_with(pdf: Path, words: str) -> int:
    """Find the first page on which some words stand, in whatever capitals."""
    command = ["pdftotext", str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    found = text.lower().split("\f")
    return next(i for i, page in enumerate(found, 1) if words.lower() in page)


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """Lay pages beside each other on a pale ground."""
    width = sum(page.width + EDGE for page in pictures) + EDGE
    sheet = Image.new("RGB", (width, pictures[0].height + 2 * EDGE), GROUND)
    left = EDGE
    for page in pictures:
        sheet.paste(page, (left, EDGE))
        left += page.width + EDGE
    return sheet.quantize(128, dither=Image.Dither.NONE)


def main() -> None:
    """Write report.png: the story, the dimension that matters most, what to do."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = [str(PROGRAM), "demo", "--output", name]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        pdf = folder / "example-company.pdf"
        shown = ("Talk about first", "Question by question", "A first step")
        numbers = tuple(page_with(pdf, words) for words in shown)
        report = side_by_side(pages(pdf, numbers, folder))
        report.save(HERE / "report.png", optimize=True)


if __name__ == "__main__":
    main()
