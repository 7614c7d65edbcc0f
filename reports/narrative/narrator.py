"""Says what rules say, and remembers each sentence with its rule and its numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import Markup

from reports.narrative.facts import Facts, Figure
from reports.narrative.rules import Rule, rules
from reports.reading import Reading


@dataclass(frozen=True)
class Sentence:
    """One sentence of a report.

    Args:
        section: of the report, by its anchor.
        rule: name of the rule that said it.
        about: what it is about in terms of the release: ``team``, ``dimension``,
            ``group``, ``item``, ``from``, ``to``; empty: the company.
        said: the sentence itself.
        figures: what the rule looked at or spoke of, as the release holds it.
    """

    section: str
    rule: str
    about: Mapping[str, str]
    said: Markup
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class Narrator:
    """Speaks for one report, in one language.

    Args:
        reading: the release in its language.
        section: what is being written, by its anchor.
        told: every sentence so far, of all sections.
    """

    reading: Reading
    section: str = ""
    told: list[Sentence] = field(default_factory=list)
    _used: Counter[str] = field(default_factory=Counter)

    def within(self, section: str) -> "Narrator":
        """Go on in a section; what was told is remembered together."""
        return replace(self, section=section)

    def say(
        self, place: str, facts: Facts, about: Mapping[str, str] | None = None
    ) -> Markup | None:
        """Let the first rule of a place that holds say its sentence.

        Returns:
            The sentence, all that is filled in escaped; None if no rule holds.

        Raises:
            KeyError: there is no such place, or a rule asks for a fact that is not
                given.
        """
        for rule in rules()[place]:
            if rule.holds(facts):
                return self._told(rule, facts, about or {})
        return None

    def all(
        self, place: str, facts: Facts, about: Mapping[str, str] | None = None
    ) -> list[Markup]:
        """Let every rule of a place that holds say its sentence."""
        holding = [rule for rule in rules()[place] if rule.holds(facts)]
        return [self._told(rule, facts, about or {}) for rule in holding]

    def _told(self, rule: Rule, facts: Facts, about: Mapping[str, str]) -> Markup:
        figures = {
            name: facts[name].figure for name in sorted({*rule.when, *rule.spoken})
        }
        said = self._again(rule, figures, about) or self._worded(rule, facts)
        self.told.append(Sentence(self.section, rule.name, about, said, figures))
        return said

    def _again(
        self, rule: Rule, figures: Mapping[str, Figure], about: Mapping[str, str]
    ) -> Markup | None:
        """Find the words in which another section says the same."""
        same = (rule.name, figures, about)
        for told in self.told:
            if (told.rule, told.figures, told.about) == same:
                return told.said
        return None

    def _worded(self, rule: Rule, facts: Facts) -> Markup:
        wordings = rule.says[self.reading.words.language]
        wording = wordings[self._used[rule.name] % len(wordings)]
        self._used[rule.name] += 1
        filled = {name: facts[name].said for name in rule.spoken}
        return Markup(wording).format(**filled)  # noqa: S704  # a rule, not input


def joined(parts: Sequence[Markup | str | None]) -> Markup:
    """Set sentences one after the other."""
    return Markup(" ").join(part for part in parts if part)
