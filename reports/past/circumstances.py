"""What stands between the wave before and this one, as facts that rules speak of."""

from diagnostic.history import Quarter
from diagnostic.history.following import leadership
from diagnostic.history.lines import comparable
from diagnostic.history.since import Since
from reports.narrative import Fact, Facts
from reports.past.between import months
from reports.past.titles import titled
from reports.readiness import ANSWERS
from reports.reading import Reading

NAMED = 4
"""So many gaps of which nothing can be told are named; more are counted."""
PARTS = 6
"""So many parts may name what is not shown; more are counted."""


def circumstances(reading: Reading, found: Since) -> Facts:
    """Give what stands between the two waves."""
    pair, listed = two(found), reading.words.listed
    few = [f"{reading.title(one['dimension'])} ({one['team']})" for one in found.few]
    language = reading.words.language
    dropped = [titled(pair, key, language) for key in found.dropped]
    number = months(*pair)
    return {
        "months": Fact(number, number),
        "imported": Fact(_which(*(quarter.imported for quarter in pair))),
        "mapped": Fact(found.mapped),
        "silent": Fact(found.silent),
        "untested": Fact(found.untested or None, listed(found.untested)),
        "dropped": Fact(found.dropped or None, listed(dropped)),
        "leaderless": Fact(_which(*(leadership(quarter) is None for quarter in pair))),
        "number_gone": Fact(len(found.gone)),
        "gone": Fact(found.gone, listed(found.gone)),
        "number_come": Fact(len(found.come)),
        "come": Fact(found.come, listed(found.come)),
        "unseen": Fact(len(found.hidden), len(found.hidden)),
        "unseen_named": _unseen(reading, found),
        "minimum": Fact(reading.rules["minimum"], reading.rules["minimum"]),
        "too_few_named": Fact(
            tuple(f"{one['team']}: {one['dimension']}" for one in found.few)
            if 0 < len(found.few) <= NAMED
            else None,
            listed(few),
        ),
    }


def two(found: Since) -> tuple[Quarter, Quarter]:
    """Give the two waves, of which more than the later release is known here."""
    if found.pair is None:
        raise ValueError("of the wave before nothing is known")
    return found.pair


def _unseen(reading: Reading, found: Since) -> Fact:
    """Name what is not shown: whole dimensions and groups by their name alone."""
    cells = [(one["dimension"], one["group"]) for one in found.hidden]
    every = {(one["dimension"], one["group"]) for one in found.averages}
    keys, groups = (
        dict.fromkeys(k for k, _ in cells),
        dict.fromkeys(g for _, g in cells),
    )
    whole = [key for key in keys if {c for c in every if c[0] == key} <= {*cells}]
    alone = [
        group
        for group in groups
        if {cell for cell in every if cell[1] == group} <= {*cells}
        and len(whole) < len({key for key, _ in every})
    ]
    parts = [reading.title(key) for key in whole]
    parts += [reading.label(group) for group in alone]
    for key in keys:
        rest = [
            reading.label(group)
            for group in groups
            if (key, group) in cells and key not in whole and group not in alone
        ]
        if rest:
            parts.append(f"{reading.title(key)} ({', '.join(rest)})")
    is_short = 0 < len(parts) <= PARTS
    named = tuple(f"{group}: {key}" for key, group in cells)
    return Fact(named if is_short else None, "; ".join(parts))


def _which(before: bool, now: bool) -> str | None:
    if before and now:
        return "both"
    return "before" if before else "now" if now else None


def readiness(reading: Reading, found: Since) -> Facts:
    """Give the answer of the gates, now and before."""
    words = reading.words
    answers = [
        (quarter.release["readiness"] or {}).get("answer") for quarter in two(found)
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
    """Give where leadership's own agreement is another, asked the same."""
    before, now = two(found)
    then, later = _divided(before), _divided(now)
    asked = before.questionnaire, now.questionnaire
    same = [key for key in later if comparable(*asked, key)]
    news = tuple(key for key in same if later[key] and then.get(key) is False)
    olds = tuple(key for key in same if later[key] is False and then.get(key))
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
