"""``diagnostic wave status``."""

import json as encoder
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import click

from diagnostic.ballots.keys import DamagedKeyError, MissingKeyError
from diagnostic.cli.installed import installed
from diagnostic.cli.naming import WAVE, moment
from diagnostic.cli.program import plain
from diagnostic.cli.wave.letters import told
from diagnostic.pipeline import listing, participation, people
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.participation import DepartmentStatus, Status
from diagnostic.store.models import MailState

MODES = {
    "invited": "invited by mail",
    "codes": "by cards with codes",
    "open": "by open links",
}
WITHHELD = "–"
EXAMPLES = """\b
Examples:
    diagnostic wave status acme/2026-Q3
    diagnostic wave status acme/2026-Q3 --json
"""

Refused = Sequence[tuple[str, str]]
"""Addresses that a mail server refused, each with its three digits."""


@click.command(epilog=EXAMPLES)
@WAVE
@click.option("--json", is_flag=True, help="Print it for other programs.")
def status(wave: tuple[str, str], json: bool) -> None:
    """Tell how far a wave is, and how many took part.

    Answers are counted once a day, and not told for departments of fewer than 5; nor
    is the total, if it would tell theirs. Addresses that a mail server refused are
    listed, to be replaced by `diagnostic wave correct`.
    """
    company, name = wave
    with installed() as (_, installation):
        found = participation.status(installation, company, name, datetime.now(UTC))
        entry = listing.wave(installation, company, name)
        letters = listing.letters(installation, entry.id)
        refused = _refused(installation, company, name)
    if json:
        document = _document(found, letters, refused)
        click.echo(encoder.dumps(document, indent=1, ensure_ascii=False))
        return
    for line in _lines(f"{company}/{name}", found, letters, refused):
        click.echo(plain(line))


def _refused(installation: Installation, company: str, name: str) -> Refused:
    try:
        return people.refused_addresses(installation, company, name)
    except (MissingKeyError, DamagedKeyError) as error:
        click.echo(plain(f"Note: {error}."), err=True)
        return ()


def _document(
    found: Status, letters: Mapping[MailState, int], refused: Refused
) -> dict[str, Any]:
    return {
        "state": found.state,
        **({"imported": True} if found.imported else {}),
        "mode": found.mode,
        "opens": found.opens.isoformat(timespec="seconds"),
        "closes": found.closes.isoformat(timespec="seconds"),
        "invited": found.invited,
        "answered": found.answered,
        "departments": [
            {
                "name": department.name,
                "slug": department.slug,
                "leadership": department.leadership,
                "invited": department.invited,
                "answered": department.answered,
                "predicted": department.predicted,
                "link": department.link,
            }
            for department in found.departments
        ],
        "mail": dict(letters),
        "refused": [{"address": address, "reply": reply} for address, reply in refused],
    }


def _lines(
    name: str, found: Status, letters: Mapping[MailState, int], refused: Refused
) -> Iterator[str]:
    if found.imported:
        yield f"{name}: imported"
        yield f"Closed {found.closes:%Y-%m-%d}"
    else:
        yield f"{name}: {found.state}, {MODES[found.mode]}"
        yield f"Opens {moment(found.opens)}, closes {moment(found.closes)}"
    yield ""
    width = max(len(d.name) for d in found.departments)
    width = max(width, len("everybody"))
    yield f"  {'':<{width}}  invited  answered"
    for department in found.departments:
        yield _row(department, width)
    invited, answered = _count(found.invited), _count(found.answered)
    yield f"  {'everybody':<{width}}  {invited:>7}  {answered:>8}"
    if found.invited is None:
        yield f"  {WITHHELD} is not known: nobody said it when the wave was imported"
    elif found.answered is None or None in {d.answered for d in found.departments}:
        yield f"  {WITHHELD} is not told, for departments of fewer than 5 or their sum"
    if any(letters.values()):
        yield ""
        yield f"Mail: sent {told(letters)}"
    for address, reply in refused:
        yield f"  {address} ({reply})"


def _row(department: DepartmentStatus, width: int) -> str:
    line = (
        f"  {department.name:<{width}}  {_count(department.invited):>7}"
        f"  {_count(department.answered):>8}"
    )
    return f"{line}  {department.link}" if department.link else line


def _count(people: int | None) -> str:
    return WITHHELD if people is None else str(people)
