"""How the answers were collected, in plain words."""

from collections.abc import Iterator, Mapping
from datetime import date

from reports.reading import Reading
from reports.wording import mark, plural

MODES: Mapping[str, str] = {
    "invited": mark(
        "Everybody invited received a personal link by mail, which could be used once."
    ),
    "codes": mark(
        "Printed cards with one-time codes were handed out; there is no list of who got"
        " which. Whoever held a card could answer with it, once."
    ),
    "open": mark(
        "Each department had one link for all of its people. The same person may have"
        " answered more than once: what is counted are answer sheets, not people."
    ),
}
LATE = plural(
    "After launch one person was added to those invited.",
    "After launch {figure} people were added to those invited.",
)
REMINDERS = plural(
    "Everybody invited was sent one reminder.",
    "Everybody invited was sent {figure} reminders.",
)


def collected(reading: Reading) -> list[str]:
    """Say how the answers came in; nothing of answers that came from a file."""
    return list(_said(reading))


def _said(reading: Reading) -> Iterator[str]:
    words, found = reading.words, reading.collection
    if found is None:
        return
    yield words.marked(MODES[found["mode"]])
    if reading.release["closed"]:
        opened, closed = (
            words.day(date.fromisoformat(day))
            for day in (found["opened"], reading.release["closed"])
        )
        yield words.say(
            "Answers were taken from {opened} to {closed}.",
            opened=opened,
            closed=closed,
        )
    if found["mode"] == "invited":
        yield _counted(reading, REMINDERS, found["reminders"]) or words.say(
            "No reminder was sent."
        )
    yield _counted(reading, LATE, found["late"]) or words.say(
        "After launch nobody was added to those invited."
    )


def _counted(reading: Reading, said: tuple[str, str], number: int) -> str | None:
    return reading.words.count(*said, number) if number else None
