"""Since last quarter: what moved, what is not shown to have, what cannot be said."""

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from diagnostic.history.since import Since
from questionnaires.versions import fully_shared, shared_items
from reports.moves import TOLD, gaps, means, together
from reports.narrative import Fact, Facts, Narrator
from reports.narrative.narrator import joined
from reports.past.actions import undertaken
from reports.past.between import between, comparison, rounded, two, without_zero
from reports.past.circumstances import agreement, circumstances, readiness
from reports.reading import Entry
from reports.waves import changes
from reports.wording import mark

Page = dict[str, Any]
TITLES = {
    "moved": mark("Shown to have moved"),
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
        return {"first": narrator.say("quarters.first", {}), "headline": None}
    facts = {**together(reading, found), **circumstances(reading, found)}
    document = comparison(reading)
    said = {
        "moved": [
            *_moved(narrator, found),
            *narrator.all("quarters.agreement", agreement(reading, found)),
        ],
        "still": _known(
            narrator.say(place, facts)
            for place in ("moves.persisting", "quarters.still")
        ),
        "untold": [*narrator.all("quarters.untold", facts), *_reworded(narrator)],
    }
    return {
        "first": None,
        "before": found.before,
        "headline": narrator.say("quarters.headline", facts)
        or narrator.say("moves.headline", facts),
        "lead": _lead(narrator, found, facts),
        "blocks": _blocks(narrator, document),
        **said,
        "halves": _halves(narrator, said),
        **_table(narrator, found),
        "actions": undertaken(narrator),
        "sha256": document["sha256"] if document else None,
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


def _halves(narrator: Narrator, said: Mapping[str, list[Markup]]) -> list[list[Page]]:
    """Set what is said side by side: the first kind that there is, then the others."""
    filled = [
        {"title": narrator.reading.words.marked(TITLES[kind]), "said": sentences}
        for kind, sentences in said.items()
        if sentences
    ]
    return [filled[:1], filled[1:]]


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
    told = [*gaps(narrator, found), *means(narrator, found)]
    said = [joined([text, _interval(narrator, entry)]) for entry, text in told]
    every = len(found.moved) + sum(gap["status"] in TOLD for gap in found.gaps)
    more = max(every - len(told), 0)
    facts = {"more": Fact(more, narrator.reading.words.spelt(more))}
    return [*said, *narrator.all("quarters.more", facts)]


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


def _reworded(narrator: Narrator) -> list[Markup]:
    """Say of each dimension whose questions have changed on how many it compares."""
    reading, pair = narrator.reading, two(narrator.reading)
    if pair is None:
        return []
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
