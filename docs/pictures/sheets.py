"""Draws every page of eight reports: the demonstration's, two agencies', five extremes.

    PYTHONPATH=. .venv/bin/python docs/pictures/sheets.py [--folder FOLDER]

Each report becomes one sheet of pages. The five extremes are made up and simulated,
and each of their pages says so; the agencies are real answers, see
examples/fevs-2018. Read the sheets at full size to see what a client would see.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from math import ceil
from pathlib import Path

from PIL import Image

from reports import pdf
from tests.printing.companies import printed

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROGRAM = Path(sys.executable).with_name("diagnostic")
EXTREMES = ("long names", "twelve teams", "hidden", "everything", "nothing")
NOTICE = "Simulated data: nobody was asked, and there is no such company."
DOTS = 45
"""Dots an inch: enough to judge a page's shape by."""
ACROSS = 6
EDGE = 10
GROUND = 224


def main() -> None:
    """Write one PNG a report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--folder", type=Path, default=Path(__file__).parent / "reports"
    )
    target = parser.parse_args().folder
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for source in written(Path(name)):
            sheet(source).save(target / f"{source.stem}.png", optimize=True)


def written(folder: Path) -> Iterator[Path]:
    """Write the reports, one after the other."""
    run("demo", "--output", str(folder / "demo"))
    yield folder / "demo" / "example-company.pdf"
    for agency in ("hud", "eeoc"):
        target = folder / f"{agency}-2018.pdf"
        fevs = ROOT / "examples" / "fevs-2018"
        asked = ("--questionnaire", str(fevs / "questionnaire.toml"))
        run("analyse", str(fevs / f"{agency}.csv"), *asked, "--pdf", str(target))
        yield target
    for kind in EXTREMES:
        target = folder / f"extreme-{kind.replace(' ', '-')}.pdf"
        target.write_bytes(pdf.render(*printed(kind), notice=NOTICE))
        yield target


def run(*arguments: str) -> None:
    """Run the program."""
    command = [str(PROGRAM), *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def sheet(source: Path) -> Image.Image:
    """Lay all pages of a PDF out on one picture."""
    with tempfile.TemporaryDirectory() as name:
        command = ["pdftoppm", "-r", str(DOTS), "-png", str(source), f"{name}/page"]
        subprocess.run(command, check=True)  # noqa: S603
        pages = [
            Image.open(path).convert("RGB") for path in sorted(Path(name).iterdir())
        ]
    wide, high = pages[0].width + EDGE, pages[0].height + EDGE
    size = (
        min(len(pages), ACROSS) * wide + EDGE,
        ceil(len(pages) / ACROSS) * high + EDGE,
    )
    drawn = Image.new("RGB", size, (GROUND,) * 3)
    for place, page in enumerate(pages):
        drawn.paste(page, (EDGE + place % ACROSS * wide, EDGE + place // ACROSS * high))
    colours = Image.Quantize.MAXCOVERAGE  # keeps the two that mean something
    return drawn.quantize(96, colours, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()
