"""Attackers who look for words: in files, logs, headers, pages."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from tests.attack.linking import Loot
from tests.attack.visiting import Reply
from tests.attack.words import Words

Secrets = Mapping[str, Iterable[str | bytes]]
Files = Mapping[str, bytes]


def words_while_open(secrets: Secrets, files: Files) -> Iterator[str]:
    """Addresses, links, keys, answers, comments in every file while a wave is open."""
    yield from found(Words(secrets), files)


def words_after_sealing(secrets: Secrets, files: Files) -> Iterator[str]:
    """The same, and marks, numbers and boxes of ballots, in what a sealing leaves."""
    yield from found(Words(secrets), files)


def mail_administrator(loot: Loot) -> Iterator[str]:
    """Every link, plain, hashed and with guessable keys, looked up in every table."""
    rows = loot.known.people(loot.copies[-1].tables)
    for table, number in Counter(table for table, _ in rows).items():
        yield f"{number} rows of {table} tell whose they are"


def log_and_pages(
    everything: Secrets, only: Secrets, log: Iterable[str], replies: Iterable[Reply]
) -> Iterator[str]:
    """Everything that must be nowhere, in logs, headers and pages; cookies too.

    Args:
        everything: what neither log nor headers may hold.
        only: what pages may not hold either; they do repeat to people what they typed.
        log: lines.
        replies: what the server answered.
    """
    words, fewer = Words(everything), Words(only)
    replies = list(replies)
    heads = (f"{name}: {value}" for reply in replies for name, value in reply.headers)
    yield from found(words, {"the log": "\n".join(log).encode()})
    yield from found(words, {"the headers": "\n".join(heads).encode()})
    yield from found(fewer, {"the pages": b"\n".join(r.body for r in replies)})
    if any(reply.header("set-cookie") for reply in replies):
        yield "a page sets a cookie"


def mails(secrets: Secrets, letters: Mapping[str, str]) -> Iterator[str]:
    """Somebody else's address or link, keys or marks, in the mail to somebody."""
    words = Words(secrets)
    for text in letters.values():
        own = {"addresses": 1, "tokens": 1}
        for kind, number in words.found(text.encode()).items():
            if number > own.get(kind, 0):
                yield f"{number} {kind} in a mail"


def found(words: Words, files: Files) -> Iterator[str]:
    """Say how many words of each kind stand in which file."""
    for name, content in files.items():
        for kind, number in words.found(content).items():
            yield f"{number} {kind} in {name}"
