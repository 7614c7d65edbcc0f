"""What can be done about a finding: the playbook, data beside the questionnaires."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from questionnaires.advice_checks import advice_faults, source_faults
from questionnaires.definition import load, published
from questionnaires.lines import key_lines
from questionnaires.messages import Fault, in_order, structure, syntax
from questionnaires.problems import QuestionnaireError
from questionnaires.source import decoded
from questionnaires.texts import Key, QuestionnaireKey, Text, Texts

Pattern = Literal[
    "gap_leadership_higher",
    "gap_team_higher",
    "slight",
    "aligned_strong",
    "aligned_weak",
    "too_close",
    "divided",
    "blind_spot",
    "not_met",
    "in_doubt",
    "sides_disagree",
    "met",
]
"""What a diagnosis may find of a dimension or, from ``not_met`` on, of a gate."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Entry(_Part):
    pattern: Pattern
    facet: Text | None = None
    leadership: Texts
    team: Texts
    first: Texts
    sign: Texts
    source: Text


class Advice(_Entry):
    """What can be done where a dimension, or one of its facets, shows a pattern.

    ``leadership`` and ``team`` say what either side can do, ``first`` is a step for
    the next two weeks, ``sign`` is what the next wave shows if it worked; each by
    language. ``facet`` is None for the dimension as a whole.
    """

    dimension: Key


class _Figure(_Part):
    name: Texts
    how: Texts
    unit: Texts
    source: Text


class Measure(_Figure):
    """A figure to begin taking where a dimension of execution is weak.

    ``name`` says what it is, ``how`` how to take it, ``unit`` in what; each by
    language.
    """

    dimension: Key


class Source(_Part):
    """Where the substance of an advice comes from, as a report may name it.

    ``title`` names it and ``argues`` says in a sentence what it holds; by language.
    """

    key: Text
    title: Texts
    argues: Texts


class Chapter(_Part):
    """A file of the playbook: what it says of one dimension."""

    questionnaire: QuestionnaireKey
    dimension: Key
    advice: tuple[_Entry, ...]
    measures: tuple[_Figure, ...] = ()


class _SourceFile(_Part):
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Playbook:
    """The advice for one questionnaire.

    Args:
        advice: by dimension, pattern and facet.
        sources: by the key that advice names.
        figures: what to begin measuring, by dimension.
    """

    advice: Mapping[tuple[str, str, str | None], Advice] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    figures: Mapping[str, tuple[Measure, ...]] = field(default_factory=dict)

    def advise(
        self, dimension: str, pattern: str, facet: str | None = None
    ) -> Advice | None:
        """Find the advice for a facet, else for its dimension, else None."""
        of_facet = self.advice.get((dimension, pattern, facet))
        return of_facet or self.advice.get((dimension, pattern, None))

    def measures(self, dimension: str) -> tuple[Measure, ...]:
        """Give what to begin measuring of a dimension, the most telling first."""
        return self.figures.get(dimension, ())


@cache
def load_playbook(questionnaire_key: str) -> Playbook:
    """Load the advice for a questionnaire of this package; empty for any other.

    Raises:
        QuestionnaireError: a file of the playbook breaks the rules; ``problems``
            holds all that is wrong with it, in the order of the file.
    """
    if questionnaire_key not in {key for key, _ in published()}:
        return Playbook()
    asked = load(questionnaire_key)
    folder = files("questionnaires") / "playbook"
    found = [folder / f"{dimension.key}.toml" for dimension in asked.dimensions]
    sources = parse_sources((folder / "sources.toml").read_bytes(), asked.languages)
    by_use: dict[tuple[str, str, str | None], Advice] = {}
    figures = {}
    for file in found:
        if file.is_file():
            chapter = parse(file.read_bytes(), sources, file.name)
            by_use |= {(e.dimension, e.pattern, e.facet): e for e in _advice(chapter)}
            figures[chapter.dimension] = _measures(chapter)
    return Playbook(by_use, sources, figures)


def parse(content: bytes, sources: Collection[str], name: str = "") -> Chapter:
    """Check a file of the playbook and give what it holds.

    Args:
        content: of the file.
        sources: keys of the sources that it may name.
        name: of the file, for what is said about it.

    Raises:
        QuestionnaireError: all that is wrong, in the order of the file.
    """
    raw, text = _read(content, name)
    return _built(Chapter, raw, text, name, list(advice_faults(raw, sources)))


def _advice(chapter: Chapter) -> tuple[Advice, ...]:
    return tuple(
        Advice(dimension=chapter.dimension, **dict(entry)) for entry in chapter.advice
    )


def _measures(chapter: Chapter) -> tuple[Measure, ...]:
    return tuple(
        Measure(dimension=chapter.dimension, **dict(entry))
        for entry in chapter.measures
    )


def parse_sources(
    content: bytes, languages: Sequence[str], name: str = "sources.toml"
) -> dict[str, Source]:
    """Check the file of sources and give them by key.

    Args:
        content: of the file.
        languages: in which each source has to be named.
        name: of the file, for what is said about it.

    Raises:
        QuestionnaireError: all that is wrong, in the order of the file.
    """
    raw, text = _read(content, name)
    found = list(source_faults(raw, languages))
    file = _built(_SourceFile, raw, text, name, found)
    return {source.key: source for source in file.sources}


def _read(content: bytes, name: str) -> tuple[dict[str, Any], str]:
    try:
        text = decoded(content)
        return tomllib.loads(text), text
    except QuestionnaireError as error:
        raise QuestionnaireError(error.problems, name) from None
    except tomllib.TOMLDecodeError as error:
        raise QuestionnaireError([syntax(str(error))], name) from None


_File = TypeVar("_File", bound=_Part)


def _built(
    model: type[_File], raw: dict[str, Any], text: str, name: str, found: list[Fault]
) -> _File:
    try:
        file = model.model_validate(raw)
    except ValidationError as error:
        found += structure(error)
    if found:
        raise QuestionnaireError(in_order(found, raw, key_lines(text)), name)
    return file
