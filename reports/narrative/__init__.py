"""Sentences of a report by rules that can be traced.

Rules lie as data in the TOML files of this folder; what they speak of are facts, each
read from the release.
"""

from reports.narrative.facts import Fact, Facts
from reports.narrative.narrator import Narrator, Sentence
from reports.narrative.rules import Rule, rules

__all__ = ["Fact", "Facts", "Narrator", "Rule", "Sentence", "rules"]
