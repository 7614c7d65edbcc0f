"""The whole attack on an installation of its own: played, stolen from, judged."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from tests.attack import boxes, linking, published, schema, searching
from tests.attack.handing_out import begin
from tests.attack.linking import Loot
from tests.attack.people import Person, company
from tests.attack.play import Played, answer, conclude
from tests.attack.stage import Stage
from tests.attack.verdict import Board, Outcome, department_bound
from tests.collection.company import ASKED, SIZES

SERVED = 2
"""Waves that are answered through a server process."""
SERIES = 4
"""Waves of one subject: later ones are compared with earlier ones."""


def rehearse(stage: Stage, waves: int) -> list[Outcome]:
    """Play waves, attack each, and give what all attackers came to.

    Args:
        stage: a fresh installation.
        waves: to be played; the first two through ``diagnostic serve``, its worker
            and a socket, the others through the application in this process.
    """
    board = Board(tuple(SIZES.values()))
    staff = company()
    visitor = stage.visitor()
    remains: list[Mapping[str, list]] = []
    told: list[dict] = []
    for number in range(waves):
        name, subject = f"wave {number + 1}", f"subject {number // SERIES + 1}"
        people = [Person(person.address, person.department) for person in staff]
        if number < SERVED:
            stage.now = datetime.now(UTC)  # a server has a clock of its own
            with stage.server() as served:
                links = begin(stage, name, people, subject=subject, by_worker=True)
                last = answer(stage, served, name, links, people, daily=False)
        else:
            stage.now += timedelta(days=28)
            links = begin(stage, name, people, subject=subject)
            daily = number % SERIES == 0
            last = answer(stage, visitor, name, links, people, daily=daily)
        while_open(stage, board, last, whole=number in (0, waves - 1))
        told = [*(told if number % SERIES else []), sealed(stage, board, last)]
        board.find(published.solver, published.solver(ASKED, told, last.people))
        # Not the copies: those of twenty waves are gigabytes.
        remains.append(last.remains)
    at_last(stage, board, remains)
    return board.outcomes()


def attack(board: Board, loot: Loot, truth: Mapping[str, tuple]) -> None:
    """Let everybody try who needs nothing but what was stolen."""
    for attacker in linking.ATTACKERS:
        board.link(attacker, attacker(loot), truth)
    whose = {key: loot.known.departments[address] for address, key in truth.items()}
    board.link(boxes.departments, boxes.departments(loot), whose, department_bound)
    for finder in (searching.mail_administrator, schema.tables, boxes.lengths):
        board.find(finder, finder(loot))


def while_open(
    stage: Stage, board: Board, played: Played, *, whole: bool = True
) -> None:
    """Attack a wave that everybody has answered.

    Args:
        stage: where it was played.
        board: for the outcomes.
        played: the wave.
        whole: look through all files, not through the first and last copy alone.
    """
    attack(board, played.loot, played.truth)
    if played.counts:
        counts = published.daily_counts(played.loot, played.counts)
        board.link(published.daily_counts, counts, played.truth)
    copies = (played.loot.copies[0], played.loot.copies[-1])
    files = {f"copy {number}": copy.bytes for number, copy in enumerate(copies)}
    if whole:
        files |= stage.kept()
    secrets = {**played.credentials, **played.answered}
    board.find(searching.words_while_open, searching.words_while_open(secrets, files))
    names = {**played.credentials, **played.identifiers}
    talk = searching.log_and_pages(
        {**names, **played.answered}, names, stage.log, played.replies
    )
    board.find(searching.log_and_pages, talk)
    board.find(searching.mails, searching.mails(names, played.letters))
    stage.log.clear()


def sealed(stage: Stage, board: Board, played: Played) -> dict:
    """Seal a wave and attack what is left; gives its release."""
    sqlite = stage.installation.database.is_sqlite
    if not sqlite:
        _sample(stage)
    document, comments = conclude(stage, played)
    files = stage.kept() if sqlite else {}  # of a server: once, when all is over
    files["the log"] = "\n".join(stage.log).encode()
    board.find(
        searching.words_after_sealing,
        searching.words_after_sealing(played.remains, files),
    )
    comments_told(board, played.people, comments)
    return document


def comments_told(board: Board, people: Iterable[Person], told: list[str]) -> None:
    """Hold guesses about comments against who wrote them.

    Args:
        board: for the outcomes.
        people: in the order in which they answered.
        told: the comments in the order in which they are given out.
    """
    wrote = [(p.address, tuple(p.answers.comments.values())) for p in people]
    truth = {comment: address for address, texts in wrote for comment in texts}
    guesses = published.comments_in_order(told, wrote)
    board.link(published.comments_in_order, guesses, truth)


def at_last(stage: Stage, board: Board, remains: Sequence[Mapping[str, list]]) -> None:
    """Look through everything for all waves together, and for keys.

    Args:
        stage: where they were played.
        board: for the outcomes.
        remains: of each wave, what must be gone.
    """
    every: dict[str, list] = {}
    for wave in remains:
        for kind, secrets in wave.items():
            every.setdefault(kind, []).extend(secrets)
    board.find(
        searching.words_after_sealing,
        searching.words_after_sealing(every, stage.kept()),
    )
    left = {path.name: path.read_bytes() for path in stage.settings.key_dir.iterdir()}
    board.find(searching.words_after_sealing, [f"the key {name}" for name in left])
    beside = [
        stage.hands.read(p) for p in stage.settings.instance.glob("*") if p.is_file()
    ]
    sources = [*left.values(), *(content for content in beside if len(content) < 1_000)]
    last = remains[-1]
    locked = next(iter(last["locked addresses"]), None)
    board.find(boxes.old_copies, boxes.old_copies(last["boxes"][0], locked, sources))


def _sample(stage: Stage) -> None:
    """Collect the samples that PostgreSQL's autovacuum would collect some day."""
    engine = stage.installation.database.engine
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as session:
        session.execute(text("ANALYZE"))
