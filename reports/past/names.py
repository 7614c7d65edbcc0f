"""Teams that had another name before, or were not by themselves."""

from collections.abc import Iterator, Sequence

from diagnostic.history import Series
from diagnostic.history.following import renamed
from reports.reading import Reading


def notes(reading: Reading, series: Series) -> list[str]:
    """Say which teams had another name before, or were not by themselves."""
    return [
        note
        for team in reading.teams
        for note in reversed(list(_past(reading, series, team)))
    ]


def _past(reading: Reading, series: Series, team: str) -> Iterator[str]:
    words, called = reading.words, team
    for at in range(len(series.quarters) - 1, 0, -1):
        before, now = series.quarters[at - 1], series.quarters[at]
        former = {new: old for old, new in renamed(series, at).items()}.get(called)
        pairs: Sequence[tuple[str, str]] = series.maps.get((before.name, now.name), ())
        if former is None:
            if (called, called) in pairs:
                yield words.say(
                    "{team} was made up of other people before {wave}: its line begins"
                    " there.",
                    team=called,
                    wave=now.name,
                )
            elif any(new == called for _, new in pairs):
                yield words.say(
                    "{team} begins with {wave}: before, its people were in other"
                    " departments.",
                    team=called,
                    wave=now.name,
                )
            return
        if former != called:
            yield words.say(
                "{team} was called {former} until {wave}.",
                team=called,
                former=former,
                wave=before.name,
            )
        called = former
