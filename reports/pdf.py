"""The report as a tagged PDF: the same bytes for the same release, everywhere."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from diagnostic.brand import Brand
from diagnostic.history import Series
from diagnostic.history.actions import Followed
from questionnaires import Questionnaire
from reports.branding import branding
from reports.commentary import Commentary
from reports.document import Document, build, read
from reports.filling import template
from reports.letters import INSTEAD, legible
from reports.reading import Reading
from reports.typesetting import typeset, write


def render(
    release: Mapping[str, Any],
    questionnaire: Questionnaire,
    language: str = "en",
    *,
    notice: str | None = None,
    brand: Brand | None = None,
    consultancy: Brand | None = None,
    commentary: Commentary | None = None,
    archival: bool = False,
    series: Series | None = None,
    followed: Sequence[Followed] = (),
) -> bytes:
    """Write the report of a release.

    Args:
        release: the release, see docs/release.md; nothing else is shown.
        questionnaire: what was asked, for its titles and wordings; where it lacks
            the language, its first one is used.
        language: ``en`` or ``pt``.
        notice: one sentence for page one and the foot of each page, for example
            that the data are simulated.
        brand: the client's, on page one and above each other; never in a figure.
        consultancy: who prepared the report.
        commentary: the consultant's foreword and comments, marked as theirs.
        archival: with the PDF/A-3a identifier too, and with the release attached,
            as JSON and as CSV.
        series: the release after those of the waves before: with it the report says
            what moved since, and shows every wave.
        followed: actions beside the figures that they are meant to move.

    Returns:
        A tagged PDF with the PDF/UA-1 identifier. It bears no date but those on
        which the wave was opened and closed, and depends on nothing but the
        arguments and the version of the program.

    Raises:
        ValueError: there is no report in this language, the release is of another
            questionnaire, or the series ends with another release.
    """
    reading = read(release, questionnaire, language, series, followed)
    brands = branding(brand, consultancy)
    document = build(reading, notice, brands.values, commentary)
    plates = {**document.plates, **brands.plates}
    writer = _archived(reading, document) if archival else write
    return typeset(page(reading, document), plates, writer=writer)


def _archived(reading: Reading, document: Document) -> Callable[[Any], bytes]:
    # Imported when asked for: most reports carry no tables.
    from reports.archive import archived
    from reports.attachments import attachments

    return archived(attachments(reading, document.told))


def page(reading: Reading, document: Document) -> str:
    """Fill the template, in letters that the font has."""
    written = _filled(reading, document, unprintable=False)
    printable = legible(written)
    if printable.count(INSTEAD) == written.count(INSTEAD):
        return printable
    return legible(_filled(reading, document, unprintable=True))


def _filled(reading: Reading, document: Document, *, unprintable: bool) -> str:
    say = reading.words.say
    return template("report", "report.html").render(
        document.values, _=say, unprintable=unprintable
    )
