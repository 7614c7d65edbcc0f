"""What the same attackers reach where they must succeed; else they are blind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from diagnostic.ballots import addresses, keys, sheets
from diagnostic.release.display import ALL
from tests.attack import boxes, published, searching
from tests.attack.linking import Loot
from tests.attack.listening import listening
from tests.attack.ordinary import KINDS, Kind, played
from tests.attack.people import Person, company
from tests.attack.rehearsal import attack, comments_told
from tests.attack.verdict import Board, Outcome, by_attacker
from tests.collection.company import SIZES
from tests.disclosure.companies import companies

MUST_LINK = 0.95


def attacked(
    folder: Path, url: str | None = None, server_folder: Path | None = None
) -> dict[str, dict[str, Outcome]]:
    """Attack ordinary survey tools; give what each attacker reached, by their kind.

    Args:
        folder: an empty one.
        url: of an empty PostgreSQL, which is empty again afterwards; None is SQLite.
        server_folder: of that PostgreSQL's files.
    """
    found: dict[str, dict[str, Outcome]] = {
        kind: _attacked(kind, url or f"sqlite:///{folder / kind}.db", server_folder)
        for kind in KINDS
    }
    board = Board(tuple(SIZES.values()))
    board.find(boxes.old_copies, _with_the_key())
    board.find(published.solver, _without_a_rule())
    return {**found, "ours, spoilt": by_attacker(board.outcomes())}


def _attacked(kind: Kind, url: str, server_folder: Path | None) -> dict[str, Outcome]:
    board = Board(tuple(SIZES.values()))
    people = company()
    with listening() as log, played(kind, url, people, server_folder) as stolen:
        truth = {person.address: person.ballot for person in people}
        attack(board, stolen.loot, truth)
        alone, counts = _counted_at_once(stolen.loot, truth)
        board.link(published.daily_counts, published.daily_counts(alone, counts), truth)
        secrets = _secrets(people)
        files = {"copy": stolen.loot.copies[-1].bytes}
        board.find(
            searching.words_while_open, searching.words_while_open(secrets, files)
        )
        talk = searching.log_and_pages(secrets, secrets, log, stolen.replies)
        board.find(searching.log_and_pages, talk)
        comments_told(board, stolen.people, stolen.tool.comments())
        stolen.tool.forget()
        left = searching.words_after_sealing(secrets, stolen.thief.files())
        board.find(searching.words_after_sealing, left)
    return by_attacker(board.outcomes())


def _secrets(people: Sequence[Person]) -> dict[str, list]:
    comments = [c for p in people for c in p.answers.comments.values()]
    return {
        "addresses": [person.address for person in people],
        "tokens": [person.token for person in people],
        "comments": comments,
    }


def _counted_at_once(
    loot: Loot, truth: Mapping[str, tuple]
) -> tuple[Loot, list[tuple[int, dict[str, int | None]]]]:
    """Count departments of one person each, and after each answer."""
    known = replace(loot.known, departments={a: a for a in loot.known.roster})
    whose = {ballot: address for address, ballot in truth.items()}
    order = sorted(loot.arrivals, key=lambda key: loot.arrivals[key])
    came: dict[str, int | None] = dict.fromkeys(loot.known.roster, 0)
    counts = []
    for key in order:
        came = {**came, whose[key]: 1}
        counts.append((loot.arrivals[key], came))
    return replace(loot, known=known), counts


def _with_the_key() -> Iterator[str]:
    """Open a box and an address while their key lies in a file."""
    key, shape = keys.passing(), sheets.Shape(1, 0, 0)
    box = sheets.seal(key, shape, sheets.Sheet(0, b"\1", b"", ()))
    locked = addresses.lock(key, "ana@example.com")
    yield from boxes.old_copies(box, locked, [b"a file" + key.mac + key.secret])


def _without_a_rule() -> Iterator[str]:
    """Read releases that were made without rule P3."""
    on = ALL - {"P3"}
    for company_ in companies(20, seed=7):
        releases = company_.releases(on)
        yield from published.solver(company_.questionnaire, releases, (), on)
