"""How the answers were collected, in plain words."""

from datetime import date

from reports.narrative import Fact, Facts, Narrator


def collected(narrator: Narrator) -> list[str]:
    """Say how the answers came in; nothing of answers that came from a file."""
    reading, words = narrator.reading, narrator.reading.words
    found, closed = reading.collection, reading.release["closed"]
    if found is None:
        return []
    facts: Facts = {
        "mode": Fact(found["mode"]),
        "opened": Fact(found["opened"], words.day(date.fromisoformat(found["opened"]))),
        "closed": Fact(closed, closed and words.day(date.fromisoformat(closed))),
        "reminders": Fact(found["reminders"], found["reminders"]),
        "late": Fact(found["late"], found["late"]),
    }
    places = ("collected", "period", "reminders", "late")
    said = [narrator.say(place, facts) for place in places]
    return [sentence for sentence in said if sentence is not None]
