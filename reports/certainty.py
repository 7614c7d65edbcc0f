"""How much is certain: who answered, what is shown to agree, what cannot be said."""

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from reports.reading import Entry, Reading
from reports.vocabulary import needed
from reports.wording import capital, plural

KINDS = 3
"""So many kinds of missing answers are told apart."""
LISTED = 8
"""So many comparisons are named one by one; more are counted."""
COUNTS = {
    "gap": plural("{number} gap is shown", "{number} gaps are shown"),
    "slight": plural("{number} difference is small", "{number} differences are small"),
    "aligned": plural(
        "{number} view is shown to agree", "{number} views are shown to agree"
    ),
    "inconclusive": plural(
        "{number} comparison is too close to call",
        "{number} comparisons are too close to call",
    ),
    "not_testable": plural(
        "{number} comparison has too few answers to be tested",
        "{number} comparisons have too few answers to be tested",
    ),
    "not_shown": plural(
        "{number} comparison is not shown", "{number} comparisons are not shown"
    ),
}


def certainty(reading: Reading) -> str:
    """Say who answered and how much of the findings is certain."""
    words = reading.words
    number = Counter(entry["verdict"] for entry in reading.release["comparisons"])
    said = [words.count(*COUNTS[kind], number[kind]) for kind in COUNTS if number[kind]]
    if number["gap"]:
        said[0] += _strength(reading)
    counted = [capital("; ".join(said)) + "."] if said else []
    return " ".join([answered(reading), *counted])


def _strength(reading: Reading) -> str:
    words, gaps = reading.words, reading.with_verdict("gap")
    strong = sum(gap["strength"] == "strong" for gap in gaps)
    if not strong:
        return ""
    if strong < len(gaps):
        return words.count(
            ", {number} of them strong", ", {number} of them strong", strong
        )
    return words.count(", a strong one", ", all of them strong", strong)


def answered(reading: Reading) -> str:
    """Say how many people answered, of how many where that is known."""
    if reading.repeatable:
        return reading.words.say(
            "{sheets} answer sheets came in; repeat answers were possible.",
            sheets=_people(reading),
        )
    return reading.words.say("{people} people answered.", people=together(reading))


def together(reading: Reading) -> str:
    """Write how many people answered in all: '48 of 57'."""
    groups = reading.groups.values()
    people = _people(reading)
    if not groups or any(group["invited"] is None for group in groups):
        return str(people)
    invited = sum(group["invited"] for group in groups)
    if people > invited:
        return str(people)
    return reading.words.say("{people} of {invited}", people=people, invited=invited)


def _people(reading: Reading) -> int:
    return sum(group["answered"] for group in reading.groups.values())


def agreed(reading: Reading) -> list[Markup]:
    """Say what is shown to agree, dimension by dimension."""
    words, said = reading.words, []
    found = reading.with_verdict("aligned")
    for dimension, entries in _by_dimension(reading, found):
        teams = words.listed(entry["team"] for entry in entries)
        named = {"dimension": reading.title(dimension), "teams": teams}
        said.append(words.html("<b>{dimension}</b> with {teams}.", **named))
    if said:
        margin = reading.rules["margin"] * reading.unit
        said.append(
            words.html(
                "Differences larger than {margin} points are ruled out.",
                margin=words.number(margin),
            )
        )
    return said


def unsaid(reading: Reading) -> list[Markup]:
    """Say what cannot be said, and how many more answers would settle it."""
    words = reading.words
    said = []
    open_ = reading.with_verdict("inconclusive", "not_testable")
    one_by_one = len(open_) <= LISTED
    for dimension, entries in _by_dimension(reading, open_):
        number = words.count("{number} team", "{number} teams", len(entries))
        named = words.listed(_with_needed(reading, entry) for entry in entries)
        said.append(
            words.html(
                "<b>{dimension}</b> with {teams}.",
                dimension=reading.title(dimension),
                teams=named if one_by_one else number,
            )
        )
    if not one_by_one:
        said += _settled(reading, open_)
    return said + hidden(reading)


def _settled(reading: Reading, open_: Sequence[Entry]) -> list[Markup]:
    """Say how many comparisons how many more answers would settle."""
    words = reading.words
    wanted = Counter(
        said
        for entry in open_
        if entry["answers_needed"] not in (None, "more than there are people")
        and (said := needed(words, entry["answers_needed"]))
    )
    lines = [
        words.html(
            "{answers} would settle {number}.",
            answers=capital(answers),
            number=words.spelt(number),
        )
        for answers, number in sorted(wanted.items(), key=lambda pair: -pair[1])
    ][:KINDS]
    never = sum(e["answers_needed"] == "more than there are people" for e in open_)
    if never:
        lines.append(
            words.html(
                "For {number} there are too few people to settle it.",
                number=words.spelt(never),
            )
        )
    return [Markup(" ").join(lines)] if lines else []


def _with_needed(reading: Reading, entry: Entry) -> str:
    wanted = needed(reading.words, entry["answers_needed"])
    return f"{entry['team']} ({wanted})" if wanted else str(entry["team"])


def hidden(reading: Reading) -> list[Markup]:
    """Say what is not shown, and why."""
    words, minimum = reading.words, reading.rules["minimum"]
    teams = list(dict.fromkeys(e["team"] for e in reading.with_verdict("not_shown")))
    if not teams:
        return []
    leaders = reading.groups.get(reading.leadership or "")
    if leaders is None:
        return [words.html("No group is named as leadership.")]
    if leaders["answered"] < minimum and len(teams) == len(reading.teams):
        return [
            words.html(
                "Everything: {number} leaders answered, fewer than the {minimum} from"
                " which a group is shown.",
                number=leaders["answered"],
                minimum=minimum,
            )
        ]
    return [
        words.html(
            "Not shown, with fewer than {minimum} answers: {teams}.",
            minimum=minimum,
            teams=words.listed(teams),
        )
    ]


def _by_dimension(
    reading: Reading, found: Sequence[Entry]
) -> list[tuple[str, list[Entry]]]:
    grouped = [
        (key, [entry for entry in found if entry["dimension"] == key])
        for key in reading.dimensions
    ]
    return [(key, entries) for key, entries in grouped if entries]
