"""What was heard from everybody: facts about the company, in which no team is named."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports import waves
from reports.collection import promise
from reports.narrative import Fact, Facts
from reports.reading import Reading
from reports.wording import plural, small

OTHERS = plural("one other team", "{number} other teams")
NAMED = 3
"""Topics that a headline names; more are counted."""
_TOLD = ("strong", "weak", "leadership_higher", "team_higher", "slight")


@dataclass(frozen=True)
class Heard:
    """What was heard about a dimension, as numbers of teams.

    Args:
        dimension: its key.
        number: how many teams by ``strong``, ``weak``, ``leadership_higher``,
            ``team_higher``, ``slight`` and ``open``.
        compared: teams that can be set beside leadership at all.
        divided: groups whose people do not agree among themselves.
        shown: groups that have an average.
    """

    dimension: str
    number: Mapping[str, int]
    compared: int
    divided: int
    shown: int

    @property
    def apart(self) -> int:
        """Count the teams with a gap, whatever its direction."""
        return self.number["leadership_higher"] + self.number["team_higher"]

    @property
    def agreed(self) -> bool:
        """Tell whether most teams share leadership's good opinion, and none differs."""
        return not self.apart and 2 * self.number["strong"] > self.compared

    @property
    def weak(self) -> bool:
        """Tell whether most teams share a poor opinion, and none differs."""
        return not self.apart and 2 * self.number["weak"] > self.compared


def heard(reading: Reading, dimension: str) -> Heard:
    """Count what is shown about a dimension."""
    found = [reading.comparisons[team, dimension] for team in reading.teams]
    number = Counter(_kind(entry) for entry in found)
    groups = reading.groups
    return Heard(
        dimension,
        number,
        len(found) - number["not_shown"],
        sum(reading.divided(group, dimension) for group in groups),
        sum(reading.mean(group, dimension) is not None for group in groups),
    )


def _kind(entry: Mapping[str, str]) -> str:
    match entry["verdict"]:
        case "aligned":
            return entry["pattern"].removeprefix("aligned_")
        case "gap":
            return entry["direction"]
        case "inconclusive" | "not_testable":
            return "open"
        case verdict:
            return verdict


def of_dimension(reading: Reading, found: Heard) -> Facts:
    """Give the facts of a dimension."""
    facts: dict[str, Fact] = {}
    for kind in _TOLD:
        number, others = found.number[kind], any(fact.figure for fact in facts.values())
        facts[kind] = Fact(number, teams(reading, number, others=others))
    return facts | {
        "open": Fact(found.number["open"]),
        "told": Fact(sum(found.number[kind] for kind in _TOLD)),
        "compared": Fact(found.compared),
        "divided": Fact(found.divided, found.divided),
        "shown": Fact(found.shown),
    }


def of_company(reading: Reading, every: Sequence[Heard]) -> Facts:
    """Give the facts of the whole: what agrees, what is apart, and for how many."""
    apart = [one for one in every if one.apart]
    leads = {one.dimension for one in apart if one.number["leadership_higher"]}
    trails = {one.dimension for one in apart if one.number["team_higher"]}
    direction = "both" if leads and trails else "leadership_higher"
    direction = "team_higher" if trails and not leads else direction
    away = {gap["team"] for gap in reading.with_verdict("gap")}
    return {
        "shown": Fact(sum(one.shown for one in every)),
        "compared": Fact(sum(one.compared for one in every)),
        "direction": Fact(direction if apart else None),
        "teams": Fact(len(away), teams(reading, len(away))),
        "apart": _topics(reading, apart, len(every)),
        "agreed": _topics(reading, [one for one in every if one.agreed], len(every)),
        "weak": _topics(reading, [one for one in every if one.weak], len(every)),
    }


def of_people(reading: Reading) -> Facts:
    """Give who answered, and how the answers came in."""
    groups = reading.groups.values()
    answered = sum(group["answered"] for group in groups)
    known = [group["invited"] for group in groups]
    invited = None if None in known else sum(known)
    if invited is not None and (not known or answered > invited):
        invited = None
    mode = reading.collection["mode"] if reading.collection else None
    return {
        "answered": Fact(answered, answered),
        "invited": Fact(invited, invited),
        "mode": Fact(mode),
    }


def of_silence(reading: Reading, every: Sequence[Heard]) -> Facts:
    """Give what cannot be said, and the promise behind it."""
    hidden = [group for group in reading.groups if not reading.seen(group)]
    open_ = sum(one.number["open"] for one in every)
    compared = sum(one.compared for one in every)
    return {
        "hidden": Fact(len(hidden), len(hidden)),
        "promise": Fact(reading.rules["minimum"], promise(reading)),
        "open": Fact(open_, open_),
        "compared": Fact(compared, compared),
    }


def of_change(reading: Reading) -> Facts:
    """Give how many averages moved since the wave before."""
    before = waves.since(reading)
    verdicts = Counter(
        change["verdict"]
        for change in reading.release["changes"]
        if change["to"] == reading.release["wave"]
    )
    rose, fell = verdicts["rose"], verdicts["fell"]
    return {
        "before": Fact(before, before),
        "moved": Fact(rose + fell),
        "rose": Fact(rose, rose),
        "fell": Fact(fell, fell),
    }


def teams(reading: Reading, number: int, *, others: bool = False) -> str:
    """Count teams within a sentence, or further ones; none is named."""
    words, every = reading.words, len(reading.teams)
    if others:
        return words.count(*OTHERS, number)
    if every == 1:
        return words.say("the team")
    if number == every:
        return words.say("all teams")
    return words.say(
        "{number} of {all} teams", number=words.spelt(number), all=words.spelt(every)
    )


def _topics(reading: Reading, found: Sequence[Heard], every: int) -> Fact:
    words = reading.words
    said: object
    if len(found) <= NAMED:
        said = words.listed(small(reading.title(one.dimension)) for one in found)
    elif len(found) == every:
        said = words.say("all topics")
    else:
        number, all_ = words.spelt(len(found)), words.spelt(every)
        said = words.say("{number} of {all} topics", number=number, all=all_)
    return Fact(len(found), said)
