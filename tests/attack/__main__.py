"""``python -m tests.attack``: the attack for whoever wants to see it."""

import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import click
import psycopg
from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from diagnostic.roster import RosterError
from tests.attack.control import MUST_LINK, attacked
from tests.attack.inspection import FEWEST, LIMITS, EvidenceError, examine, gather
from tests.attack.rehearsal import SERVED, rehearse
from tests.attack.stage import staged
from tests.attack.verdict import Outcome, strongest, table

EXISTING = click.Path(exists=True, path_type=Path)
EXAMPLES = """\b
Examples:
    .venv/bin/python -m tests.attack
    .venv/bin/python -m tests.attack --database postgresql://me@localhost/empty
    .venv/bin/python -m tests.attack --copies monday --copies tuesday \\
        --roster roster.csv --tokens our-links.txt --logs /var/log/survey
"""


@click.command(epilog=EXAMPLES)
@click.option(
    "--database",
    metavar="URL",
    help="Rehearse on this EMPTY database; SQLite in a folder of its own unless given.",
)
@click.option(
    "--waves",
    type=click.IntRange(1, 200),
    default=20,
    show_default=True,
    help="Waves to rehearse, of 40 people each.",
)
@click.option(
    "--copies",
    metavar="FOLDER|URL",
    multiple=True,
    help="Examine copies of an installation instead, oldest first: folders with the"
    " SQLite file and the files beside it, or the address of a PostgreSQL.",
)
@click.option("--roster", type=EXISTING, help="The file that was uploaded.")
@click.option("--tokens", type=EXISTING, help="Links of own people, one a line.")
@click.option("--logs", type=EXISTING, help="Folder of logs.")
@click.option(
    "--truth",
    type=EXISTING,
    help="Table of own people: address,time. Take a copy before and after each.",
)
def main(
    database: str | None,
    waves: int,
    copies: tuple[str, ...],
    roster: Path | None,
    tokens: Path | None,
    logs: Path | None,
    truth: Path | None,
) -> None:
    """Attack the anonymity: in a rehearsal, or on copies of an installation.

    Exits with 0 if every attack has failed, with 1 if one has not. What the words of
    the table mean is told in docs/privacy.md.
    """
    try:
        if copies:
            if not (roster or tokens):
                raise EvidenceError("say whose words to look for: --roster or --tokens")
            evidence = gather(copies, roster, tokens, truth)
            sys.exit(_told(examine(evidence, logs), len(evidence.copies)))
        with tempfile.TemporaryDirectory(prefix="attack-") as folder:
            sys.exit(_rehearsed(Path(folder), database, waves))
    except (EvidenceError, RosterError) as error:
        raise click.UsageError(str(error)) from None
    except (OSError, SQLAlchemyError, psycopg.Error) as error:
        raise click.ClickException(str(error).splitlines()[0]) from None


def _rehearsed(folder: Path, url: str | None, waves: int) -> int:
    server = _server(url) if url else None
    (folder / "ordinary").mkdir()
    (folder / "ours").mkdir()
    click.echo("The control: three ordinary survey tools are attacked …")
    on_server = url if url and url.startswith("postgresql") else None
    control = strongest(attacked(folder / "ordinary", on_server, server).values())
    click.echo(f"The rehearsal: {waves} waves of 40 people in 4 departments …")
    with staged(folder / "ours", url, server) as stage:
        outcomes = rehearse(stage, waves)
        kind = "SQLite" if stage.installation.database.is_sqlite else "PostgreSQL"
    click.echo(
        f"\nalignment-diagnostic {version('alignment-diagnostic')} on {kind}; the first"
        f" {SERVED} waves were answered through `diagnostic serve`, the others in one"
        " process.\n"
        "linked: share of people whose own row was named; chance allows: what guessing"
        " reaches.\n"
    )
    click.echo("\n".join(table(outcomes, control)))
    if kind == "PostgreSQL" and server is None:
        click.echo(
            "\nThe files of the server were not looked through: they are not on this"
            " machine, or belong to another account."
        )
    blind = [name for name in control if not _sees(control[name])]
    blind = [name for name in blind if name not in _NEEDS_THE_OTHER[kind]]
    for name in blind:
        click.echo(f"\n{name} does not succeed at an ordinary tool either.")
    return _ended(outcomes, bool(blind))


_NEEDS_THE_OTHER = {"SQLite": {"transactions"}, "PostgreSQL": {"write ahead log"}}


def _sees(outcome: Outcome) -> bool:
    return (outcome.linked or 0) >= MUST_LINK or bool(outcome.found)


def _told(outcomes: list[Outcome], copies: int) -> int:
    click.echo(f"Examined: {copies} copies.\n")
    click.echo("\n".join(table(outcomes, {})))
    if all(outcome.linked is None for outcome in outcomes):
        click.echo(
            f"\nNobody was to be linked: that needs a table of {FEWEST} or more own"
            " people, and a copy before and after each of them answered."
        )
    click.echo(f"\n{LIMITS}")
    return _ended(outcomes, False)


def _ended(outcomes: list[Outcome], blind: bool) -> int:
    succeeded = [outcome.attacker for outcome in outcomes if not outcome.failed]
    if succeeded:
        click.echo(f"\nAN ATTACK HAS SUCCEEDED: {', '.join(succeeded)}.")
    elif not blind:
        click.echo("\nEvery attack has failed.")
    return 1 if succeeded or blind else 0


def _server(url: str) -> Path | None:
    """Refuse a database that is not empty; find the folder of its server's files."""
    engine = create_engine(make_url(url).set(drivername=_DRIVERS[_kind(url)]))
    try:
        names = inspect(engine).get_table_names()
        if names:
            raise EvidenceError(f"the database is not empty: it has {names[0]}")
    finally:
        engine.dispose()
    if _kind(url) == "sqlite":
        return None
    try:
        with psycopg.connect(url) as connection:
            [[folder]] = connection.execute("SHOW data_directory").fetchall()
            found = Path(folder)
            return found if (found / "PG_VERSION").read_text() else None
    except (psycopg.Error, OSError):
        return None


_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


def _kind(url: str) -> str:
    kind = url.partition(":")[0]
    if kind not in _DRIVERS:
        raise EvidenceError(f"{kind} is neither sqlite nor postgresql")
    return kind


if __name__ == "__main__":
    main()
