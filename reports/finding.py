"""The headline of a dimension."""

from collections.abc import Sequence

from markupsafe import Markup

from reports.importance import only_together
from reports.narrative import Fact, Narrator
from reports.narrative.narrator import joined
from reports.reading import Entry
from reports.wording import small


def finding(narrator: Narrator, key: str, found: Sequence[Entry]) -> Markup | None:
    """Say who sees a dimension differently.

    Args:
        narrator: of the dimension's section.
        key: of the dimension.
        found: its comparisons.

    Returns:
        None if nothing happened: its title says enough.
    """
    reading = narrator.reading
    gaps = [entry for entry in found if entry["verdict"] == "gap"]
    higher = [e["team"] for e in gaps if e["direction"] == "leadership_higher"]
    lower = [e["team"] for e in gaps if e["direction"] == "team_higher"]
    together = only_together(reading, key)
    told = [together] if together else gaps
    divided = sum(reading.divided(group, key) for group in reading.groups)
    facts = {
        "dimension": Fact(key, small(reading.title(key))),
        "gaps_higher": Fact(len(higher)),
        "gaps_lower": Fact(len(lower)),
        "higher": Fact(tuple(higher), reading.several(higher)),
        "lower": Fact(tuple(lower), reading.several(lower)),
        "together": Fact(together["direction"] if together else None),
        "few_answered": Fact(any(reading.few_answered(entry) for entry in told)),
        "divided": Fact(divided),
        "slight": Fact(sum(entry["verdict"] == "slight" for entry in found)),
    }
    about = {"dimension": key}
    said = narrator.say("finding", facts, about)
    return said and joined([said, narrator.say("finding.few", facts, about)])
