"""How the answers were collected, in plain words."""

from datetime import date

from reports.narrative import Fact, Facts, Narrator
from reports.reading import Reading


def collected(narrator: Narrator) -> list[str]:
    """Say how the answers came in; nothing where only a file is known."""
    reading, words = narrator.reading, narrator.reading.words
    found, closed = reading.collection, reading.release["closed"]
    last = Fact(closed, closed and words.day(date.fromisoformat(closed)))
    if reading.imported:
        said = narrator.say("elsewhere", {"closed": last})
        return [] if said is None else [said]
    if found is None:
        return []
    facts: Facts = {
        "mode": Fact(found["mode"]),
        "opened": Fact(found["opened"], words.day(date.fromisoformat(found["opened"]))),
        "closed": last,
        "reminders": Fact(found["reminders"], found["reminders"]),
        "late": Fact(found["late"], found["late"]),
    }
    places = ("collected", "period", "reminders", "late")
    sentences = [narrator.say(place, facts) for place in places]
    return [sentence for sentence in sentences if sentence is not None]


def promise(reading: Reading) -> str:
    """Say what is never shown, and that it was promised where we know of it."""
    words, minimum = reading.words, reading.rules["minimum"]
    least = reading.fewest(reading.leadership)
    said = words.say("Fewer than {minimum} answers are never shown.", minimum=minimum)
    if least < minimum:
        said = words.say(
            "Fewer than {minimum} answers are never shown, of leadership fewer than"
            " {least}.",
            minimum=minimum,
            least=least,
        )
    if not reading.promised:
        return said
    return said + " " + words.say("This was promised to everybody who answered.")
