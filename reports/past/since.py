"""Since last quarter: what moved, what is not shown to have, what cannot be said."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from diagnostic.history.since import Since
from questionnaires.versions import fully_shared, shared_items
from reports.moves import gaps, means, together
from reports.narrative import Fact, Facts, Narrator
from reports.narrative.narrator import joined
from reports.past.actions import undertaken
from reports.past.between import between, comparison, rounded, without_zero
from reports.past.circumstances import agreement, circumstances, readiness, two
from reports.reading import Entry
from reports.waves import changes
from reports.wording import mark

Page = dict[str, Any]
HEADING = 60
"""Characters that a heading is as high as."""
TITLES = {
    "moved": mark("Shown to have moved"),
    "turned": mark("Another verdict than before"),
    "still": mark("Not shown to have moved"),
    "untold": mark("What cannot be said"),
}


def since(narrator: Narrator) -> Page | None:
    """Give the section of what moved since the wave before.

    Returns:
        None without a series; of a first wave ``first`` and nothing else.
    """
    reading = narrator.reading
    if reading.series is None:
        return None
    found = between(reading)
    if found is None:
        facts = {"subject": Fact(reading.subject)}
        return {"first": narrator.say("quarters.first", facts), "headline": None}
    document = comparison(reading)
    said = told(narrator, found)
    listed = {
        **said,
        "moved": _moved(narrator, found),
        "turned": [*_turned(narrator, found), *said["turned"]],
    }
    return {
        "first": None,
        "before": found.before,
        "blocks": _blocks(narrator, document),
        **listed,
        "halves": _halves(narrator, listed),
        **_table(narrator, found),
        "actions": undertaken(narrator),
        "sha256": document["sha256"] if document else None,
    }


def told(narrator: Narrator, found: Since) -> Page:
    """Say what report and page say alike of two waves.

    Args:
        narrator: of the later wave.
        found: both are known to it.

    Returns:
        ``headline``, ``lead``, and sentences: ``turned`` (what stands beside gaps of
        another verdict), ``still`` and ``untold``.
    """
    reading = narrator.reading
    facts = {**together(reading, found), **circumstances(reading, found)}
    return {
        "headline": narrator.say("moves.headline", facts),
        "lead": _lead(narrator, found, facts),
        "turned": [
            *narrator.all("quarters.agreement", agreement(reading, found)),
            *narrator.all("moves.turned", facts),
        ],
        "still": _known(
            narrator.say(place, facts)
            for place in ("moves.persisting", "quarters.still")
        ),
        "untold": [
            *narrator.all("quarters.untold", facts),
            *_reworded(narrator, found),
        ],
    }


def _lead(narrator: Narrator, found: Since, facts: Facts) -> Markup:
    """Say what is compared with what, and what stands between the two."""
    answers = readiness(narrator.reading, found)
    return joined(
        [
            narrator.say("moves.lead", facts),
            *narrator.all("quarters.between", facts),
            narrator.say("quarters.readiness", answers),
        ]
    )


def _halves(narrator: Narrator, said: Page) -> list[list[Page]]:
    """Set what is said in two columns, as even as kinds that stay whole let them be."""
    filled = [
        {"title": narrator.reading.words.marked(title), "said": said[kind]}
        for kind, title in TITLES.items()
        if said[kind]
    ]
    lengths = [HEADING + sum(map(len, kind["said"])) for kind in filled]
    at = min(
        range(1, len(filled)),
        key=lambda place: abs(sum(lengths[:place]) - sum(lengths[place:])),
        default=1,
    )
    return [filled[:at], filled[at:]]


def _table(narrator: Narrator, found: Since) -> Page:
    reading = narrator.reading
    rows = changes(reading)
    return {
        "changes": rows,
        "titles": [reading.title(key) for key in reading.dimensions],
        "rounded": any(cell["rounded"] for row in rows for cell in row["cells"]),
        "strict": any(without_zero(change) for change in found.still),
    }


def _moved(narrator: Narrator, found: Since) -> list[Markup]:
    """Say each move with its size as it is displayed."""
    said = _gaps(narrator, found, found.changed)
    averages = [
        joined([text, _interval(narrator, entry)])
        for entry, text in means(narrator, found)
    ]
    every = len(found.moved) + len(found.changed)
    more = every - len(said) - len(averages)
    facts = {"more": Fact(more, narrator.reading.words.spelt(more))}
    return [*said, *averages, *narrator.all("quarters.more", facts)]


def _turned(narrator: Narrator, found: Since) -> list[Markup]:
    said = _gaps(narrator, found, found.turned)
    more = len(found.turned) - len(said)
    facts = {"more": Fact(more, narrator.reading.words.spelt(more))}
    return [*said, *narrator.all("quarters.more.turned", facts)]


def _gaps(narrator: Narrator, found: Since, entries: Sequence[Entry]) -> list[Markup]:
    return [
        joined([text, _interval(narrator, entry)])
        for entry, text in gaps(narrator, found, entries)
    ]


def _interval(narrator: Narrator, entry: Entry) -> Markup | None:
    words, ends = narrator.reading.words, entry["ci95"] or (None, None)
    facts: Facts = {
        "gap": Fact("team" in entry),
        "change": Fact(entry["change"], words.difference(entry["change"])),
        "low": Fact(ends[0], words.difference(ends[0])),
        "high": Fact(ends[1], words.difference(ends[1])),
        "rounded": Fact(rounded(entry)),
    }
    named = ("team", "group", "dimension", "from", "to")
    about = {key: entry[key] for key in named if key in entry}
    return narrator.say("quarters.interval", facts, about)


def _blocks(
    narrator: Narrator, document: Mapping[str, Any] | None
) -> list[Markup | None]:
    """Say what became of departments under the map."""
    if document is None:
        return []
    listed = narrator.reading.words.listed
    return [
        narrator.say(
            "quarters.block",
            {
                "number_earlier": Fact(len(block["from"])),
                "number_later": Fact(len(block["to"])),
                "earlier": Fact(tuple(block["from"]), listed(block["from"])),
                "later": Fact(tuple(block["to"]), listed(block["to"])),
            },
        )
        for block in document["groups"]
        if block["from"] and block["to"] and block["from"] != block["to"]
        if not block["leadership"]
    ]


def _reworded(narrator: Narrator, found: Since) -> list[Markup]:
    """Say of each dimension whose questions have changed on how many it compares."""
    reading, pair = narrator.reading, two(found)
    asked, said = [quarter.questionnaire for quarter in pair], []
    for key in reading.dimensions:
        shared = shared_items(asked[0], asked[1], key)
        if fully_shared(asked[0], asked[1], key, shared):
            continue
        number = len(asked[1].items_of(key))
        facts: Facts = {
            "dimension": Fact(key, reading.title(key)),
            "before": Fact(pair[0].name, pair[0].name),
            "some": Fact(len(shared), len(shared)),
            "all": Fact(number, number),
            "full": Fact(reading.rules["full_people"], reading.rules["full_people"]),
        }
        said.append(narrator.say("quarters.shared", facts, {"dimension": key}))
    return _known(said)


def _known(said: Iterable[Markup | None]) -> list[Markup]:
    return [sentence for sentence in said if sentence is not None]
