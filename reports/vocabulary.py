"""The fixed words of a report: what each code of the release is called."""

from collections.abc import Mapping
from typing import Any

from reports.wording import Words, mark, plural

VERDICTS: Mapping[str, str] = {
    "gap": mark("Gap"),
    "slight": mark("Slight"),
    "aligned": mark("Aligned"),
    "inconclusive": mark("Too close to call"),
    "not_testable": mark("Too few to test"),
    "not_shown": mark("Not shown"),
}
MEANINGS: Mapping[str, str] = {
    "gap": mark(
        "A difference is shown, and it is large enough to matter. Strong: it would"
        " stand even with every comparison of this report taken into account."
    ),
    "slight": mark("A difference is shown, but it is a small one."),
    "aligned": mark(
        "Shown to be close: a difference that would matter is ruled out. This is more"
        " than finding no difference."
    ),
    "inconclusive": mark(
        "The answers fit a difference that matters as well as none. More answers,"
        " or the next wave, may tell."
    ),
    "not_testable": mark(
        "Whatever so few people had answered, it could not have shown a difference."
    ),
    "not_shown": mark("Too few answers to be shown without telling who gave them."),
}
STRENGTHS: Mapping[str, str] = {
    "strong": mark("strong"),
    "notable": mark("notable"),
}
EFFECTS: Mapping[str, str] = {
    "negligible": mark("negligible effect"),
    "small": mark("small effect"),
    "medium": mark("medium effect"),
    "large": mark("large effect"),
}
NEEDED: Mapping[str, str] = {
    "up to 5": mark("up to 5 more answers"),
    "about 10": mark("about 10 more answers"),
    "about 20": mark("about 20 more answers"),
    "more than there are people": mark("too few people to settle it"),
}
MOVED: Mapping[str, str] = {
    "rose": mark("Rose"),
    "fell": mark("Fell"),
    "inconclusive": mark("Too close to call"),
    "not_comparable": mark("Not comparable"),
    "untested": mark("Not tested"),
    "not_shown": mark("Not shown"),
}
ACTION_STATES: Mapping[str, str] = {
    "open": mark("Not begun"),
    "doing": mark("Under way"),
    "done": mark("Done"),
    "dropped": mark("Dropped"),
}
"""How far an action is, in words."""
STATUSES: Mapping[str, str] = {
    "new": mark("New"),
    "persisting": mark("Persisting"),
    "widening": mark("Widening"),
    "narrowing": mark("Narrowing"),
    "closed": mark("Closed"),
    "too_few_to_tell": mark("Too few to tell"),
}
CHANGED: Mapping[str, tuple[str, str]] = {
    "new": plural("{number} new", "{number} new"),
    "widening": plural("{number} wider", "{number} wider"),
    "narrowing": plural("{number} narrower", "{number} narrower"),
    "closed": plural("{number} closed", "{number} closed"),
}
"""Gaps that changed, counted; the gravest first."""
GATES: Mapping[str, str] = {
    "met": mark("Met"),
    "in_doubt": mark("In doubt"),
    "not_met": mark("Not met"),
}


def needed(words: Words, wanted: Any) -> str | None:
    """Say how many more answers would settle a comparison.

    Args:
        words: the language.
        wanted: as released: a wording, people per side, or None.
    """
    if wanted is None:
        return None
    if isinstance(wanted, str):
        return words.marked(NEEDED[wanted])
    team, leadership = wanted["team"], wanted["leadership"]
    if not team and not leadership:
        # The interval is narrow enough; what is missing is not answers.
        return words.say("chance is not ruled out")
    if not leadership:
        return words.say("about {number} more answers", number=team)
    if not team:
        return words.say("about {number} more leaders", number=leadership)
    return words.say(
        "about {team} more answers and {leadership} more leaders",
        team=team,
        leadership=leadership,
    )
