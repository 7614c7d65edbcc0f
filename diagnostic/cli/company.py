"""``diagnostic company``: the companies whose waves are run."""

from datetime import UTC, datetime
from pathlib import Path

import click

from diagnostic.cli import outputs
from diagnostic.cli.deeds import noted
from diagnostic.cli.installed import installed
from diagnostic.cli.program import Refusal, plain
from diagnostic.pipeline import audit, companies, deletion, listing

EXAMPLES = """\b
Examples:
    diagnostic company add "Example Company"
    diagnostic company add "Exemplo, S.A." --language pt
    diagnostic company list
    diagnostic company export acme acme.engagement.zip
    diagnostic company import acme.engagement.zip
    diagnostic company delete acme --confirm "Acme Limited"
"""
LARGEST = 64 * 1024 * 1024
FILE = click.argument("file", type=click.Path(path_type=Path))


@click.group(epilog=EXAMPLES)
def company() -> None:
    """Add, list, hand on and delete companies."""


@company.command()
@click.argument("name")
@click.option(
    "--language",
    type=click.Choice(["en", "pt"]),
    default="en",
    show_default=True,
    help="Of its mails, cards and reports, unless a wave says otherwise.",
)
def add(name: str, language: str) -> None:
    """Add a company, and print the slug that other commands name it by.

    NAME is printed in mails and reports. The slug stands alone on the last line.
    """
    with installed() as (_, installation):
        slug = companies.add(installation, name, language)
        noted(installation, slug, "company_added")
    click.echo(slug)


@company.command("list")
def list_companies() -> None:
    """List the companies: slug, language, number of waves, name."""
    with installed() as (_, installation):
        found = listing.companies(installation)
    width = max((len(entry.slug) for entry in found), default=0)
    for entry in found:
        waves = "1 wave" if entry.waves == 1 else f"{entry.waves} waves"
        click.echo(
            plain(f"{entry.slug:<{width}}  {entry.language}  {waves:>8}  {entry.name}")
        )


@company.command()
@click.argument("slug")
@FILE
def export(slug: str, file: Path) -> None:
    """Write a company with its sealed waves to FILE, for another installation.

    With its brand, comments and log. Neither accounts nor waves that are not sealed:
    their answers cannot be read without keys that stay here. Keep the file as you keep
    a backup: it holds figures that no report shows, so that later waves can be
    compared with these.
    """
    # Reading and writing releases loads the statistics.
    from diagnostic.pipeline import engagements

    outputs.check([file])
    with installed() as (_, installation):
        now = datetime.now(UTC)
        archive = engagements.export(installation, slug, now, whole=True)
        outputs.write({file: archive.content}, private=True)
        noted(installation, slug, "archived")
    click.echo(plain(f"Wrote {file}: {_waves(archive.waves)}."))
    for name in archive.left_out:
        _note(f"{slug}/{name} is not sealed, so it is left out")


@company.command("import")
@FILE
def import_(file: Path) -> None:
    """Add a company from FILE, which `export` or the workspace wrote.

    All of it is checked first. The slug stands alone on the last line: another one if
    its own is taken.
    """
    from diagnostic.pipeline import engagements

    if not file.is_file():
        raise Refusal(f"{file}: there is no such file")
    if file.stat().st_size > LARGEST:
        raise Refusal(f"{file}: this is larger than {LARGEST >> 20} MB")
    with installed() as (_, installation):
        found = engagements.import_(
            *(installation, file.read_bytes(), audit.COMMAND_LINE, datetime.now(UTC)),
            whole=True,
        )
    for name in found.left_out:
        _note(f"{name} was not sealed, so it is not in this file")
    if not found.compared:
        _note("this file came from the workspace: later waves are not compared with it")
    click.echo(found.company)


@company.command()
@click.argument("slug")
@click.option(
    "--confirm", required=True, metavar="NAME", help="The company's name, in full."
)
def delete(slug: str, confirm: str) -> None:
    """Delete a company and everything of it, for good.

    Answers to waves that are not sealed are destroyed unread. What others have is
    compared before and after; if anything of it differs, nothing is deleted. Backups
    that were made before still hold the company.
    """
    with installed() as (_, installation):
        name = listing.company(installation, slug).name
        if confirm != name:
            raise Refusal(f"--confirm is not the name of {slug}, which is {name}")
        now = datetime.now(UTC)
        done = deletion.delete(installation, slug, audit.COMMAND_LINE, now)
    for sentence in done.left:
        _note(sentence)
    if not done.erased:
        _note("others still read deleted rows; a worker erases them from the files")
    click.echo(
        plain(
            f"Deleted {slug}: {done.rows} rows. {done.compared} rows of others are as"
            " they were."
        )
    )


def _waves(names: tuple[str, ...]) -> str:
    return "1 sealed wave" if len(names) == 1 else f"{len(names)} sealed waves"


def _note(sentence: str) -> None:
    click.echo(plain(f"Note: {sentence}."), err=True)
