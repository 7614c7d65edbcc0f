"""What is shown to agree, what cannot be said, and what is hidden."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from reports.narrative import Fact, Narrator
from reports.narrative.narrator import joined
from reports.reading import Entry, Reading
from reports.vocabulary import needed
from reports.wording import capital

KINDS = 3
"""So many kinds of missing answers are told apart."""
LISTED = 8
"""So many comparisons are named one by one; more are counted."""
NEVER = "more than there are people"
"""What a release says where nothing can settle a comparison."""
NOBODY = {"team": 0, "leadership": 0}
"""What a release says where it is not answers that are missing."""


def agreed(narrator: Narrator) -> list[Markup]:
    """Say what is shown to agree, dimension by dimension."""
    reading, said = narrator.reading, []
    for key, entries in _by_dimension(reading, reading.with_verdict("aligned")):
        patterns = {entry["pattern"] for entry in entries}
        teams = tuple(entry["team"] for entry in entries)
        facts = {
            "pattern": Fact(patterns.pop() if len(patterns) == 1 else None),
            "dimension": Fact(key, reading.title(key)),
            "teams": Fact(teams, reading.several(teams)),
        }
        said.append(narrator.say("agreed", facts, {"dimension": key}))
    if said:
        margin = reading.rules["margin"] * reading.unit
        facts = {"margin": Fact(margin, reading.words.exactly(margin))}
        said.append(narrator.say("agreed.margin", facts))
    return [sentence for sentence in said if sentence]


def unsaid(narrator: Narrator) -> list[Markup]:
    """Say what cannot be said, and how many more answers would settle it."""
    reading, said = narrator.reading, []
    open_ = reading.with_verdict("inconclusive", "not_testable")
    one_by_one = len(open_) <= LISTED
    for key, entries in _by_dimension(reading, open_):
        facts = {
            "named": Fact(one_by_one),
            "dimension": Fact(key, reading.title(key)),
            "number": Fact(len(entries), reading.words.spelt(len(entries))),
            "teams": Fact(
                tuple(f"{e['team']}: {_wanted(e)}" for e in entries),
                _missing(reading, entries),
            ),
        }
        said.append(narrator.say("unsaid", facts, {"dimension": key}))
    if not one_by_one:
        said.append(joined(list(_settled(narrator, open_))))
    return [sentence for sentence in said if sentence] + hidden(narrator)


def hidden(narrator: Narrator) -> list[Markup]:
    """Say what is not shown, and why: of which teams nothing, of the others what."""
    reading, words = narrator.reading, narrator.reading.words
    leader = reading.leadership or ""
    leaders = reading.groups.get(leader, {"answered": 0})["answered"]
    found = reading.with_verdict("not_shown")
    teams = dict.fromkeys(entry["team"] for entry in found)
    unseen = tuple(team for team in teams if not reading.seen(team))
    parted = tuple(
        key
        for key in reading.dimensions
        if any(e["dimension"] == key and e["team"] not in unseen for e in found)
    )
    least, minimum = reading.fewest(leader), reading.rules["minimum"]
    facts = {
        "leadership": Fact(reading.leadership),
        "leaders": Fact(leaders, leaders),
        "least": Fact(least, least),
        "few_leaders": Fact(leaders < least),
        "everything": Fact(not (reading.compared or reading.seen(leader))),
        "number_teams": Fact(len(reading.teams)),
        "teams_hidden": Fact(len(unseen)),
        "teams": Fact(unseen, words.listed(unseen)),
        "minimum": Fact(minimum, minimum),
        "parted": Fact(parted or None, words.listed(map(reading.title, parted))),
    }
    return narrator.all("unsaid.hidden", facts)


def _settled(narrator: Narrator, open_: Sequence[Entry]) -> Iterator[Markup | None]:
    """Say how many comparisons how many more answers would settle."""
    words = narrator.reading.words
    wanted = Counter(_wanted(entry) for entry in open_)
    never = wanted.pop(NEVER, 0)
    chance = wanted.pop(_wanted({"answers_needed": NOBODY}), 0)
    said = {_wanted(entry): needed(words, entry["answers_needed"]) for entry in open_}
    del wanted[None]
    for asked, number in wanted.most_common(KINDS):
        facts = {
            "answers": Fact(asked, capital(said[asked] or "")),
            "number": Fact(number, words.spelt(number)),
        }
        yield narrator.say("unsaid.settled", facts)
    for place, number in (("unsaid.chance", chance), ("unsaid.never", never)):
        facts = {
            "everything": Fact(number == len(open_)),
            "number": Fact(number, words.spelt(number)),
        }
        yield narrator.say(place, facts)


def _wanted(entry: Entry) -> str | None:
    """Give what is missing, as released: a wording, or people of either side."""
    asked = entry["answers_needed"]
    if isinstance(asked, Mapping):
        return f"{asked['team']} + {asked['leadership']}"
    return None if asked is None else str(asked)


def _missing(reading: Reading, entries: Sequence[Entry]) -> Markup:
    """Name the teams with what is missing, those that miss the same together."""
    words, alike = reading.words, dict[str | None, list[Entry]]()
    for entry in entries:
        alike.setdefault(needed(words, entry["answers_needed"]), []).append(entry)
    said = []
    for wanted, found in alike.items():
        teams = words.listed(entry["team"] for entry in found)
        if wanted is None:
            said.append(teams)
        elif len(found) > 1 and found[0]["answers_needed"] not in (NEVER, NOBODY):
            said.append(
                words.html("{teams} ({missing} each)", teams=teams, missing=wanted)
            )
        else:
            said.append(words.html("{teams} ({missing})", teams=teams, missing=wanted))
    return Markup("; ").join(said)


def _by_dimension(
    reading: Reading, found: Sequence[Entry]
) -> list[tuple[str, list[Entry]]]:
    grouped = [
        (key, [entry for entry in found if entry["dimension"] == key])
        for key in reading.dimensions
    ]
    return [(key, entries) for key, entries in grouped if entries]
