"""How much is certain: who answered, and how many comparisons ended how."""

from collections import Counter
from collections.abc import Mapping

from markupsafe import Markup

from reports.narrative import Fact, Narrator
from reports.narrative.narrator import joined
from reports.reading import Reading
from reports.wording import capital

COUNTED: Mapping[str, str] = {
    "gaps": "gap",
    "slight": "slight",
    "aligned": "aligned",
    "open": "inconclusive",
    "untested": "not_testable",
    "hidden": "not_shown",
}
"""Verdicts that are counted, by the names of the facts."""


def certainty(narrator: Narrator) -> Markup:
    """Say who answered and how much of the findings is certain."""
    return joined([answered(narrator), counted(narrator)])


def answered(narrator: Narrator) -> Markup:
    """Say how many people answered, of how many where that is known."""
    reading = narrator.reading
    people, invited = _people(reading), _invited(reading)
    facts = {
        "repeatable": Fact(reading.repeatable),
        "share": Fact(None if not invited else people / invited),
        "answered": Fact(people, people),
        "invited": Fact(invited, invited),
    }
    return narrator.say("certainty.answered", facts) or Markup()


def counted(narrator: Narrator) -> Markup:
    """Say how many comparisons ended how."""
    reading, words = narrator.reading, narrator.reading.words
    found = Counter(entry["verdict"] for entry in reading.release["comparisons"])
    numbers = {name: found[verdict] for name, verdict in COUNTED.items()}
    gaps = reading.with_verdict("gap")
    numbers["strong"] = sum(gap["strength"] == "strong" for gap in gaps)
    facts = {name: Fact(n, words.spelt(n)) for name, n in numbers.items()}
    facts["leadership"] = Fact(reading.leadership)
    facts["all_strong"] = Fact(numbers["strong"] == numbers["gaps"])
    said = narrator.all("certainty.counted", facts)
    if not said:
        return Markup()
    return Markup(capital(Markup("; ").join(said))) + "."  # noqa: S704  # rules' own


def together(reading: Reading) -> str:
    """Write how many people answered in all: '48 of 57'."""
    people, invited = _people(reading), _invited(reading)
    if invited is None:
        return str(people)
    return reading.words.say("{people} of {invited}", people=people, invited=invited)


def _people(reading: Reading) -> int:
    return sum(group["answered"] for group in reading.groups.values())


def _invited(reading: Reading) -> int | None:
    """Count those invited, unless that is unknown or fewer than answered."""
    groups = reading.groups.values()
    if not groups or any(group["invited"] is None for group in groups):
        return None
    invited = sum(group["invited"] for group in groups)
    return None if _people(reading) > invited else invited
