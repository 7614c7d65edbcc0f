"""An installation in use, examined from copies: words, dates, order, remains."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from diagnostic.roster import read
from tests.attack import linking, schema, searching
from tests.attack.copies import Copy, SqliteCopy
from tests.attack.knowledge import OURS, Knowledge
from tests.attack.linking import Loot
from tests.attack.searching import Files, Secrets
from tests.attack.stealing import PostgresqlThief
from tests.attack.verdict import Board, Outcome, tail_bound
from tests.attack.words import Words

FEWEST = 10
"""Own people below which a share says nothing."""
LIMITS = """\
What this cannot show:
- It looks at the copies that it was given, not at what else the machine kept.
- It cannot open a ballot, as the key is not in the copies. So it links only people
  whose time of answering you know, and it cannot tell whether a box holds more than
  it should: that is what the rehearsal and the source are for.
- A program that was changed before or while people answered could have read along.
  Compare the installed files with those of the release that you trust.
- An address that is also an account, or on another open roster, stands in the
  database for that reason.
"""
_SQLITE = b"SQLite format 3\0"
_LINK = re.compile(r"[a-z2-7]{32}|[0-9A-Z]{4}-?[0-9A-Z]{4}-?[0-9A-Z]{4}")


class EvidenceError(Exception):
    """A file that cannot be used as evidence, in one sentence."""


@dataclass(frozen=True)
class Evidence:
    """What a works council has in its hands.

    Args:
        copies: of the database, oldest first, by name.
        taken: when each copy was taken.
        files: everything that was copied, by name.
        departments: who was invited, by address.
        tokens: links that belong to some of them.
        times: when some of them answered, by address.
    """

    copies: Mapping[str, Copy]
    taken: Sequence[datetime]
    files: Mapping[str, bytes] = field(repr=False)
    departments: Mapping[str, str] = field(repr=False)
    tokens: Sequence[str] = field(repr=False)
    times: Mapping[str, datetime] = field(repr=False)


def gather(
    places: Sequence[str],
    roster: Path | None,
    tokens: Path | None = None,
    truth: Path | None = None,
) -> Evidence:
    """Read what was given.

    Args:
        places: folders with a SQLite file and what lies beside it, oldest first; or
            the address of a PostgreSQL.
        roster: the file that was uploaded; None where nobody was invited by address.
        tokens: links or codes of own people, one a line.
        truth: a table ``address,time`` of own people.

    Raises:
        EvidenceError: something cannot be used.
        RosterError: the roster cannot.
    """
    copies: dict[str, Copy] = {}
    files: dict[str, bytes] = {}
    taken = []
    for place in places:
        if place.startswith("postgresql:"):
            name = _without_password(place)
            copies[name] = _dumped(place)
            files[name] = copies[name].bytes
            taken.append(datetime.now().astimezone())
            continue
        folder = Path(place)
        found = {path: path.read_bytes() for path in _files(folder)}
        copies[place] = _database(folder, found)
        files |= {str(path): content for path, content in found.items()}
        newest = max(path.stat().st_mtime for path in found)
        taken.append(datetime.fromtimestamp(newest).astimezone())
    invited = read(roster, "invited").departments if roster else ()
    return Evidence(
        copies,
        taken,
        files,
        {address: d.name for d in invited for address in d.addresses},
        _LINK.findall(tokens.read_text()) if tokens else [],
        dict(_times(truth)) if truth else {},
    )


def examine(evidence: Evidence, logs: Path | None = None) -> list[Outcome]:
    """Let those attackers try who need no key.

    Args:
        evidence: what was gathered.
        logs: a folder with logs of server, worker, proxy and database.
    """
    truth = known_ballots(evidence)
    board = Board((max(len(truth), 1),))
    words = {"addresses": list(evidence.departments), "tokens": evidence.tokens}
    board.find(words_in_files, words_in_files(words, evidence.files))
    if logs:
        content = {str(path): path.read_bytes() for path in _files(logs)}
        board.find(words_in_logs, words_in_logs(words, content))
    board.find(remains_of_sealed_waves, remains_of_sealed_waves(evidence))
    loot = _loot(evidence, truth)
    board.find(schema.tables, (*schema.columns(loot), *schema.values(loot)))
    board.find(searching.mail_administrator, searching.mail_administrator(loot))
    if len(truth) >= FEWEST:
        for attacker in linking.ATTACKERS:
            board.link(attacker, attacker(loot), truth, tail_bound)
    return board.outcomes()


def words_in_files(words: Secrets, files: Files) -> Iterator[str]:
    """Addresses and links in every file that was copied, in whatever form."""
    yield from searching.found(Words(words), files)


def words_in_logs(words: Secrets, files: Files) -> Iterator[str]:
    """The same in logs; a proxy sees links in every request."""
    yield from searching.found(Words(words), files)


def remains_of_sealed_waves(evidence: Evidence) -> Iterator[str]:
    """Rows of people, marks and ballots that are left of waves that were sealed."""
    *_, (name, last) = evidence.copies.items()
    waves = {row["id"]: row for row in last.whole("wave")}
    for table in OURS.respondents:
        counts = Counter(row["wave_id"] for row in last.whole(table))
        for wave, number in counts.items():
            if waves.get(wave, {}).get("state") == "sealed":
                yield f"{number} rows of {table} of {waves[wave]['name']} in {name}"


def known_ballots(evidence: Evidence) -> dict[str, tuple]:
    """Tell whose ballot is whose where just one came between two copies."""
    copies = list(evidence.copies.values())
    keys = [{row.key for row in copy.tables[OURS.answers].rows} for copy in copies]
    truth = {}
    for address, moment in evidence.times.items():
        for number, (before, after) in enumerate(pairwise(keys)):
            if evidence.taken[number] <= moment <= evidence.taken[number + 1]:
                fresh = after - before
                if len(fresh) == 1:
                    truth[address] = fresh.pop()
    return truth


def _loot(evidence: Evidence, truth: Mapping[str, tuple]) -> Loot:
    """Give attackers own people only, if any are known; else everybody's words."""
    links = {f"link {number}": link for number, link in enumerate(evidence.tokens, 1)}
    roster = [address for address in evidence.departments if address in truth]
    known = Knowledge(
        roster if truth else [*evidence.departments, *links],
        evidence.departments,
        links,
    )
    only = frozenset(truth.values()) if truth else None
    return Loot(list(evidence.copies.values()), OURS, known, only)


def _dumped(url: str) -> Copy:
    thief = PostgresqlThief(url)
    try:
        return thief.copy()
    finally:
        thief.close()


def _database(folder: Path, found: Mapping[Path, bytes]) -> Copy:
    for path in found:
        if path.suffix == ".key":
            raise EvidenceError(
                f"{path} is a key: with it and a copy every answer could be read;"
                " delete it here"
            )
    copies = []
    for path, content in found.items():
        log = found.get(path.with_name(f"{path.name}-wal"), b"")
        if content.startswith(_SQLITE) and b"participant" in content + log:
            copies.append(SqliteCopy(content, log))
    if len(copies) != 1:
        raise EvidenceError(f"{folder}: not one database of ours, but {len(copies)}")
    return copies[0]


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise EvidenceError(f"{folder} is not a folder")
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _times(table: Path) -> Iterator[tuple[str, datetime]]:
    with table.open(newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            try:
                moment = datetime.fromisoformat(row["time"])
                yield row["address"].strip(), moment.astimezone()
            except (KeyError, TypeError, ValueError):
                wanted = "an address and a time such as 2026-09-01T14:05"
                raise EvidenceError(f"{table}, row {number}: {wanted}") from None


def _without_password(url: str) -> str:
    return re.sub(r"//[^@/]*@", "//", url)
