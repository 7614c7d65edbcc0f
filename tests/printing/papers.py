"""Reports of the kinds of companies, each made and read once in a run of the tests."""

import io
import logging
import subprocess

import pikepdf
import pypdf

from reports.pdf import render
from tests.printing.companies import printed
from tests.printing.shelf import shelved
from tests.printing.tags import Tagged
from tests.printing.tags import read as read_tags


class Listener(logging.Handler):
    """Remembers what WeasyPrint complains of."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.heard = []

    def emit(self, record):
        self.heard.append(record.getMessage())


@shelved
def _typeset(kind, language):
    listener = Listener()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        return render(*printed(kind), language), listener.heard
    finally:
        logger.removeHandler(listener)


def report(kind: str, language: str = "en") -> bytes:
    """Give the report of a kind of company."""
    return _typeset(kind, language)[0]


def complaints(kind: str, language: str = "en") -> list[str]:
    """Give what WeasyPrint complained of meanwhile."""
    return _typeset(kind, language)[1]


def words(pdf: bytes, until: int | None = None) -> list[str]:
    """Read the text of each page, or of the first ones."""
    read = pypdf.PdfReader(io.BytesIO(pdf)).pages[:until]
    return [" ".join(page.extract_text().split()) for page in read]


@shelved
def _read(kind, language):
    return words(report(kind, language))


def pages(kind: str, language: str = "en") -> list[str]:
    """Give the text of each page of a report."""
    return _read(kind, language)


@shelved
def tagged(kind: str, language: str = "en") -> Tagged:
    """Read the tags of a report."""
    return read_tags(report(kind, language))


def opened(kind: str, language: str = "en") -> pikepdf.Pdf:
    """Open the report of a kind of company."""
    return pikepdf.open(io.BytesIO(report(kind, language)))


def elements(pdf, kind):
    """Give the tags of a kind."""
    return [
        found
        for found in pdf.objects
        if isinstance(found, pikepdf.Dictionary) and found.get("/S") == kind
    ]


def poppler(tool, *arguments, source):
    """Give what one of Debian's tools writes of a PDF."""
    return subprocess.run(  # noqa: S603  # Debian's poppler on a file of our own
        [tool, *arguments], input=source, capture_output=True, check=True
    ).stdout
