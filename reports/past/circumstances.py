"""What stands between the wave before and this one, as facts that rules speak of."""

from diagnostic.history import Quarter
from diagnostic.history.following import leadership
from diagnostic.history.since import Since
from reports.narrative import Fact, Facts
from reports.past.between import months, two
from reports.readiness import ANSWERS
from reports.reading import Reading

NAMED = 4
"""So many gaps of which nothing can be told are named; more are counted."""


def circumstances(reading: Reading, found: Since) -> Facts:
    """Give what stands between the two waves."""
    pair = two(reading)
    if pair is None:
        raise ValueError("there is no wave before")
    gone, come = found.gone, found.come
    named = [f"{reading.title(one['dimension'])} ({one['team']})" for one in found.few]
    number = months(*pair)
    return {
        "months": Fact(number, number),
        "imported": Fact(_which(*(quarter.imported for quarter in pair))),
        "mapped": Fact(found.mapped),
        "leaderless": Fact(_which(*(leadership(quarter) is None for quarter in pair))),
        "number_gone": Fact(len(gone)),
        "gone": Fact(gone, reading.words.listed(gone)),
        "number_come": Fact(len(come)),
        "come": Fact(come, reading.words.listed(come)),
        "unseen": Fact(len(found.hidden), len(found.hidden)),
        "minimum": Fact(reading.rules["minimum"], reading.rules["minimum"]),
        "too_few_named": Fact(
            tuple(f"{one['team']}: {one['dimension']}" for one in found.few)
            if 0 < len(found.few) <= NAMED
            else None,
            reading.words.listed(named),
        ),
    }


def _which(before: bool, now: bool) -> str | None:
    if before and now:
        return "both"
    return "before" if before else "now" if now else None


def readiness(reading: Reading, found: Since) -> Facts:
    """Give the answer of the gates, now and before."""
    words, pair = reading.words, two(reading)
    answers = [
        (quarter.release["readiness"] or {}).get("answer") for quarter in pair or ()
    ]
    told = [
        Fact(answer, words.marked(ANSWERS[answer])) if answer else Fact(None)
        for answer in answers
    ]
    same = None not in answers and answers[0] == answers[1]
    return {
        "answer_before": told[0],
        "answer": told[1],
        "same": Fact(same),
        "before": Fact(found.before, found.before),
    }


def agreement(reading: Reading, found: Since) -> Facts:
    """Give where leadership's own agreement has changed."""
    pair = two(reading)
    then, now = ({} if pair is None else _divided(quarter) for quarter in pair or ())
    news = tuple(k for k, is_so in now.items() if is_so and then.get(k) is False)
    olds = tuple(k for k, is_so in now.items() if is_so is False and then.get(k))
    titles = [reading.words.listed(map(reading.title, keys)) for keys in (news, olds)]
    return {
        "number_divided": Fact(len(news)),
        "divided": Fact(news, titles[0]),
        "number_united": Fact(len(olds)),
        "united": Fact(olds, titles[1]),
        "before": Fact(found.before, found.before),
    }


def _divided(quarter: Quarter) -> dict[str, bool | None]:
    name = leadership(quarter)
    return {
        entry["dimension"]: entry["divided"]
        for entry in quarter.release["agreement"]
        if entry["group"] == name
    }
