"""``diagnostic report``: from a sealed wave to what is handed over."""

from pathlib import Path

import click

from diagnostic.cli import outputs
from diagnostic.cli.installed import installed
from diagnostic.cli.naming import WAVE
from diagnostic.cli.program import plain
from diagnostic.pipeline import reporting
from diagnostic.pipeline.intact import TamperedError
from diagnostic.pipeline.presenting import Form

OUTPUT = click.Path(path_type=Path)
ARCHIVAL_ALONE = "--archival is said of the report: name one with --pdf"
EXAMPLES = """\b
Examples:
    diagnostic report acme/2026-Q3
    diagnostic report acme/2026-Q3 --pdf report.pdf --pptx slides.pptx
    diagnostic report acme/2026-Q3 --pdf archive.pdf --archival --staff everybody.pdf
"""


@click.command(epilog=EXAMPLES)
@WAVE
@click.option("--pdf", metavar="OUT.pdf", type=OUTPUT, help="Write the report.")
@click.option(
    "--archival",
    is_flag=True,
    help="Write the report as PDF/A, with the release and its tables attached.",
)
@click.option(
    "--staff",
    metavar="OUT.pdf",
    type=OUTPUT,
    help="Write a page for everybody who was asked; no team is named.",
)
@click.option("--xlsx", metavar="OUT.xlsx", type=OUTPUT, help="Write a workbook.")
@click.option("--pptx", metavar="OUT.pptx", type=OUTPUT, help="Write slides.")
@click.option(
    "--json", metavar="OUT.json", type=OUTPUT, help="Write the release itself."
)
@click.option(
    "--language",
    type=click.Choice(["en", "pt"]),
    help="Of all but the release itself.  [default: the wave's]",
)
def report(
    wave: tuple[str, str],
    pdf: Path | None,
    archival: bool,
    staff: Path | None,
    xlsx: Path | None,
    pptx: Path | None,
    json: Path | None,
    language: str | None,
) -> None:
    """Present the results of a sealed wave.

    Without an output it prints a summary. All outputs are written, or none. They show
    only what the rules of anonymity allow.
    """
    asked: dict[Form, Path | None] = {
        "archival" if archival else "pdf": pdf,
        "staff": staff,
        "xlsx": xlsx,
        "pptx": pptx,
        "json": json,
    }
    if archival and pdf is None:
        raise click.UsageError(ARCHIVAL_ALONE)
    targets = {form: path for form, path in asked.items() if path is not None}
    outputs.check(targets.values())
    company, name = wave
    with installed() as (_, installation):
        try:
            documents = reporting.report(
                installation,
                company,
                name,
                tuple(targets) or ("summary",),
                language=language,
            )
        except TamperedError as error:
            raise click.ClickException(str(error)) from None
    if not targets:
        click.echo(documents["summary"].decode(), nl=False)
    outputs.write({path: documents[form] for form, path in targets.items()})
    for path in filter(Path.is_file, targets.values()):  # not into a pipe
        click.echo(plain(f"Wrote {path}."))
