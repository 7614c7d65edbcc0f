"""What moved since last quarter, in one sentence and one more on how sure that is."""

from collections import Counter

from markupsafe import Markup

from reports.past.between import months
from reports.quarterly.between import TOLD
from reports.quarterly.pairs import Pair
from reports.wording import plural

COUNTED = {
    "new": plural("{number} new", "{number} new"),
    "widening": plural("{number} wider", "{number} wider"),
    "narrowing": plural("{number} narrower", "{number} narrower"),
    "closed": plural("{number} closed", "{number} closed"),
}


def headline(pair: Pair) -> Markup:
    """Say what became of the gaps; without a move of theirs, of the averages."""
    words = pair.reading.words
    told = [one for one in pair.gap_changes if one["status"] in TOLD]
    moved = [one for one in pair.changes if one["verdict"] in ("rose", "fell")]
    before = pair.earlier.name
    if len(told) == 1:
        return _one_gap(pair, told[0]["status"], told[0]["team"], told[0]["dimension"])
    if told:
        number = Counter(one["status"] for one in told)
        parts = [
            Markup("<b>{}</b>").format(words.count(*COUNTED[status], number[status]))
            for status in TOLD
            if number[status]
        ]
        return words.html(
            "Gaps since {before}: {parts}.", before=before, parts=words.listed(parts)
        )
    if len(moved) == 1:
        values = {
            "before": before,
            "group": pair.label(moved[0]["group"]),
            "dimension": pair.title(moved[0]["dimension"]),
        }
        if moved[0]["verdict"] == "rose":
            return words.html(
                "Since {before} one average rose: <b>{dimension}, {group}.</b>",
                **values,
            )
        return words.html(
            "Since {before} one average fell: <b>{dimension}, {group}.</b>", **values
        )
    if moved:
        return words.html(
            "Since {before} no gap is shown to have changed;"
            " <b>{number} averages</b> moved.",
            before=before,
            number=words.spelt(len(moved)),
        )
    return words.html("Nothing is shown to have moved since {before}.", before=before)


def _one_gap(pair: Pair, status: str, team: str, dimension: str) -> Markup:
    values = {
        "before": pair.earlier.name,
        "team": pair.label(team),
        "dimension": pair.title(dimension),
    }
    html = pair.reading.words.html
    match status:
        case "new":
            return html(
                "One gap is new since {before}: <b>{dimension}, {team}.</b>", **values
            )
        case "widening":
            return html(
                "One gap has widened since {before}: <b>{dimension}, {team}.</b>",
                **values,
            )
        case "narrowing":
            return html(
                "One gap has narrowed since {before}: <b>{dimension}, {team}.</b>",
                **values,
            )
        case _:
            return html(
                "One gap from {before} has closed: <b>{dimension}, {team}.</b>",
                **values,
            )


def certainty(pair: Pair) -> list[str]:
    """Say against what it is held, how far apart, and what that can show."""
    words = pair.reading.words
    said = [
        words.say(
            "{now} against {before}. Too close to call does not mean unchanged: so few"
            " people cannot settle it.",
            before=pair.earlier.name,
            now=pair.later.name,
        )
    ]
    apart = months(pair.earlier, pair.later)
    if apart is not None:
        said.append(words.say("{months} months lie between the two.", months=apart))
    if pair.mapped:
        said.append(
            words.say("Departments are compared as a confirmed map says they changed.")
        )
    return said
