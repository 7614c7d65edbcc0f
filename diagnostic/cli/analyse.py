"""``diagnostic analyse``: from a file of answers to a diagnosis."""

from pathlib import Path

import click

from diagnostic.answers import AnswerError
from diagnostic.cli import options, outputs
from diagnostic.cli.program import Refusal
from diagnostic.cli.questionnaire import load_questionnaire
from diagnostic.cli.report import ARCHIVAL_ALONE
from diagnostic.pipeline import analysis
from diagnostic.rules import Rules, SmallLeadership

OUTPUT = click.Path(path_type=Path)


EXAMPLES = """\b
Examples:
    diagnostic analyse answers.csv --questionnaire leadership-alignment
    diagnostic analyse answers.csv --questionnaire mine.toml --leadership Board
        --invited Board=9 --invited Sales=40 --pdf report.pdf --language pt
"""


@click.command(epilog=EXAMPLES)
@click.argument("answers", metavar="ANSWERS.csv", type=click.Path(path_type=Path))
@options.QUESTIONNAIRE
@options.GROUP_COLUMN
@options.LEADERSHIP_NAME
@click.option(
    "--invited",
    metavar="[WAVE:]GROUP=N",
    multiple=True,
    help="How many people of a department were invited; may be repeated. Without"
    " a wave it is the last one.",
)
@options.MINIMUM
@options.SMALL_LEADERSHIP
@click.option(
    "--language",
    type=click.Choice(["en", "pt"]),
    default="en",
    show_default=True,
    help="Language of the summary, the PDF and the workbook.",
)
@click.option("--pdf", metavar="OUT.pdf", type=OUTPUT, help="Write the report.")
@click.option(
    "--archival",
    is_flag=True,
    help="Write the report as PDF/A, with what it shows attached as JSON and CSV.",
)
@click.option(
    "--json", metavar="OUT.json", type=OUTPUT, help="Write the exact diagnosis."
)
@click.option("--xlsx", metavar="OUT.xlsx", type=OUTPUT, help="Write a workbook.")
def analyse(
    answers: Path,
    questionnaire: str,
    group_column: str,
    leadership: str | None,
    invited: tuple[str, ...],
    minimum: int,
    small_leadership: SmallLeadership,
    language: str,
    pdf: Path | None,
    archival: bool,
    json: Path | None,
    xlsx: Path | None,
) -> None:
    """Diagnose the answers of a survey that was run elsewhere.

    ANSWERS.csv has one row a person: a column with the department, one column an
    item of the questionnaire, and perhaps a column `wave`. Without an output it
    prints a summary. All outputs are written, or none.

    The JSON is exact and private; the PDF and the workbook show only what the rules
    of anonymity allow.
    """
    if archival and pdf is None:
        raise click.UsageError(ARCHIVAL_ALONE)
    asked: dict[analysis.Form, Path | None] = {
        "archival" if archival else "pdf": pdf,
        "json": json,
        "xlsx": xlsx,
    }
    targets = {form: path for form, path in asked.items() if path is not None}
    outputs.check(targets.values(), filter(Path.exists, [answers, Path(questionnaire)]))
    try:
        rules = Rules(minimum=minimum, small_leadership=small_leadership)
    except ValueError as error:
        raise Refusal(str(error)) from None
    try:
        found = analysis.analyse(
            answers,
            load_questionnaire(questionnaire),
            tuple(targets) or ("summary",),
            rules=rules,
            group_column=group_column,
            leadership=leadership,
            invited=invited,
            language=language,
        )
    except AnswerError as error:
        raise Refusal(str(error)) from None
    for notice in found.notices:
        click.echo(f"Note: {notice}.", err=True)
    if not targets:
        click.echo(found.documents["summary"].decode(), nl=False)
    outputs.write({path: found.documents[form] for form, path in targets.items()})
    for path in filter(Path.is_file, targets.values()):  # not into a pipe
        click.echo(f"Wrote {path}.")
