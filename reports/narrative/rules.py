"""The rules of the narrative: when something is said, and in which words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from reports.narrative.facts import Facts, Figure
from reports.values import bound

LANGUAGES = ("en", "pt")
_LIMITS = ("at_least", "at_most", "above", "below")


@dataclass(frozen=True)
class Rule:
    """When something is said, and in which words.

    Args:
        name: unique; the appendix prints it.
        place: where in the report it may stand. The first rule of a place whose
            conditions hold is the one that speaks.
        when: what has to hold of the facts, see ``holds``.
        says: wordings by language, of equal meaning; used in turns.
    """

    name: str
    place: str
    when: Mapping[str, Any]
    says: Mapping[str, tuple[str, ...]]

    def holds(self, facts: Facts) -> bool:
        """Tell whether every condition holds.

        A condition is a value that the fact has to equal, a list of such values,
        ``"known"`` or ``"unknown"`` (null), or a table of limits: ``at_least``,
        ``at_most``, ``above``, ``below``. A clamped figure is taken at its bound.

        Raises:
            KeyError: it asks for a fact that the place does not offer.
        """
        return all(
            _met(facts[name].figure, wanted) for name, wanted in self.when.items()
        )

    @property
    def spoken(self) -> frozenset[str]:
        """Names of the facts that stand in the sentence."""
        return places(self.says[LANGUAGES[0]][0])


def places(text: str) -> frozenset[str]:
    """Give the names of the facts that a wording speaks of."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


@cache
def rules() -> Mapping[str, tuple[Rule, ...]]:
    """Read all rules, by place and in the order of the files.

    Raises:
        ValueError: a rule is not well formed; says which.
    """
    found: dict[str, list[Rule]] = {}
    names: set[str] = set()
    folder = files("reports.narrative")
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml"):
            for entry in tomllib.loads(path.read_text("utf-8"))["rules"]:
                rule = _checked(entry)
                if rule.name in names:
                    raise ValueError(f"two rules are called {rule.name}")
                names.add(rule.name)
                found.setdefault(rule.place, []).append(rule)
    return {place: tuple(said) for place, said in found.items()}


def _checked(entry: Mapping[str, Any]) -> Rule:
    name = entry["name"]
    if extra := set(entry) - {"name", "place", "when", *LANGUAGES}:
        raise ValueError(f"{name}: unknown keys {sorted(extra)}")
    says = {
        language: tuple(_typographic(text) for text in entry[language])
        for language in LANGUAGES
    }
    spoken = {places(text) for texts in says.values() for text in texts}
    if len(spoken) != 1:
        raise ValueError(f"{name}: its wordings do not speak of the same facts")
    return Rule(name, entry["place"], entry.get("when", {}), says)


def _typographic(text: str) -> str:
    return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def _met(figure: Figure, wanted: Any) -> bool:
    if isinstance(wanted, Mapping):
        return _within(figure, wanted)
    if wanted == "known":
        return figure is not None
    if wanted == "unknown":
        return figure is None
    return figure in wanted if isinstance(wanted, list) else figure == wanted


def _within(figure: Figure, limits: Mapping[str, float]) -> bool:
    if unknown := set(limits) - set(_LIMITS):
        raise ValueError(f"no such limits: {sorted(unknown)}")
    if isinstance(figure, str | tuple):
        raise TypeError(f"{figure!r} has no size")
    size = bound(figure)
    return size is not None and (
        size >= limits.get("at_least", size)
        and size <= limits.get("at_most", size)
        and ("above" not in limits or size > limits["above"])
        and ("below" not in limits or size < limits["below"])
    )
