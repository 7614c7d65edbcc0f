"""What a questionnaire is: frozen, and checked when it is loaded."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, StrictBool, ValidationError

from questionnaires.checks import faults
from questionnaires.lines import key_lines
from questionnaires.messages import in_order, structure, syntax
from questionnaires.problems import Problem, QuestionnaireError, refusal
from questionnaires.saying import Said
from questionnaires.source import decoded, read
from questionnaires.texts import (
    ItemId,
    Key,
    Labels,
    Language,
    MissingCode,
    Points,
    QuestionnaireKey,
    Text,
    Texts,
    Version,
)

# Nobody reads more, and languages times items may be millions in a hostile file.
MOST_FAULTS = 1000
# Waves keep what they asked as a file, and each of their pages reads it.
_MOST_KEPT = 64


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Scale(_Part):
    """The points that every scale item offers, 1 to ``points``."""

    points: Points
    labels: Labels
    missing: tuple[MissingCode, ...] = ()

    @property
    def range(self) -> int:
        """Give the distance from the lowest to the highest point."""
        return self.points - 1


class Facet(_Part):
    """One aspect of a dimension."""

    key: Key
    title: Texts


class Dimension(_Part):
    """What several items measure together: the unit of every comparison."""

    key: Key
    title: Texts
    facets: tuple[Facet, ...] = ()


class Option(_Part):
    """One answer to an item of kind ``choice``."""

    key: Key
    text: Texts


class Item(_Part):
    """One question: higher is better unless ``reverse`` is set.

    ``leadership`` is the same question in the words of those who decide: same
    id, same scale, same construct. ``compared`` says how the wording relates
    to the version before: only ``same`` is followed from wave to wave.
    """

    id: ItemId
    dimension: Text
    facet: Text | None = None
    text: Texts
    leadership: Texts | None = None
    reverse: StrictBool = False
    kind: Literal["scale", "choice"] = "scale"
    options: tuple[Option, ...] = ()
    compared: Literal["same", "reworded", "new"] = "same"

    def wording(self, language: str, *, leadership: bool = False) -> str:
        """Give the question as one side reads it; ``KeyError`` if not in it."""
        mirrored = self.leadership if leadership else None
        return (mirrored or self.text)[language]


class Questionnaire(_Part):
    """A published version of a questionnaire: immutable and hashable."""

    key: QuestionnaireKey
    version: Version
    languages: tuple[Language, ...]
    title: Texts
    scale: Scale
    dimensions: tuple[Dimension, ...]
    items: tuple[Item, ...]

    def dimension(self, key: str) -> Dimension:
        """Find a dimension; ``KeyError`` if there is none of this key."""
        return {dimension.key: dimension for dimension in self.dimensions}[key]

    def item(self, id: str) -> Item:
        """Find an item; ``KeyError`` if there is none of this id."""
        return {item.id: item for item in self.items}[id]

    def items_of(self, dimension_key: str) -> tuple[Item, ...]:
        """Give the scale items of a dimension, in the order of the file."""
        return tuple(
            item
            for item in self.items
            if item.dimension == dimension_key and item.kind == "scale"
        )

    @property
    def choices(self) -> tuple[Item, ...]:
        """Give the items that are tallied and not tested."""
        return tuple(item for item in self.items if item.kind == "choice")


def load(key_or_path: str | Path, version: int | None = None) -> Questionnaire:
    """Load a questionnaire of this package, or a file.

    Args:
        key_or_path: ``"leadership-alignment"`` is the latest published version
            and ``"leadership-alignment.1"`` the first; a ``Path``, a text that
            ends in ``.toml`` or one with a path separator is a file.
        version: the version that it must be; None takes what there is.

    Raises:
        QuestionnaireError: no such questionnaire or file, or the file breaks
            the rules; ``problems`` holds all of them, in the order of the file.
    """
    name = str(key_or_path)
    try:
        if isinstance(key_or_path, str) and not _is_path(name):
            questionnaire = _published(*_shipped(name, version))
        else:
            questionnaire = parse(read(Path(key_or_path)))
    except QuestionnaireError as error:
        raise QuestionnaireError(error.problems, name) from None
    if version not in (None, questionnaire.version):
        message = Said(
            "this is version {version}, not {wanted}",
            version=questionnaire.version,
            wanted=version,
        )
        raise QuestionnaireError([Problem(None, "", message)], name)
    return questionnaire


def content(key_or_path: str | Path) -> bytes:
    """Give the file of a questionnaire as it is, to be kept with what it asked.

    Args:
        key_or_path: as in ``load``.

    Raises:
        QuestionnaireError: no such questionnaire or file; what is in the file is
            not checked.
    """
    name = str(key_or_path)
    try:
        if isinstance(key_or_path, str) and not _is_path(name):
            return _file(*_shipped(name, None))
        return read(Path(key_or_path))
    except QuestionnaireError as error:
        raise QuestionnaireError(error.problems, name) from None


@lru_cache(_MOST_KEPT)
def parse(source: bytes) -> Questionnaire:
    """Check the content of a questionnaire file and build what it defines.

    Raises:
        QuestionnaireError: all that is wrong, in the order of the file.
    """
    text = decoded(source)
    try:
        raw = tomllib.loads(text)
        lines = key_lines(text)
    except RecursionError:
        raise refusal("the lists or tables are nested too deeply") from None
    except ValueError as error:
        raise QuestionnaireError([syntax(str(error))]) from None
    found = list(islice(faults(raw), MOST_FAULTS))
    try:
        questionnaire = Questionnaire.model_validate(raw)
    except ValidationError as error:
        found += islice(structure(error), MOST_FAULTS)
    if found:
        raise QuestionnaireError(in_order(found, raw, lines))
    return questionnaire


def published() -> tuple[tuple[str, int], ...]:
    """List the key and version of every questionnaire of this package."""
    names = (
        re.fullmatch(r"([a-z0-9-]+)\.([0-9]+)\.toml", entry.name)
        for entry in files("questionnaires").iterdir()
    )
    return tuple(sorted((name[1], int(name[2])) for name in names if name))


def _is_path(name: str) -> bool:
    return name.lower().endswith(".toml") or "/" in name or "\\" in name


def _shipped(name: str, version: int | None) -> tuple[str, int]:
    key, _, written = name.partition(".")
    versions = [number for other, number in published() if other == key]
    if not versions:
        known = ", ".join(dict.fromkeys(other for other, _ in published()))
        raise refusal(
            Said("there is no such questionnaire; there are {known}", known=known)
        )
    wanted = written or str(version or max(versions))
    if wanted not in map(str, versions):
        listed = ", ".join(map(str, versions))
        raise refusal(
            Said(
                "there is no version {wanted}, only {listed}",
                wanted=wanted,
                listed=listed,
            )
        )
    return key, int(wanted)


@cache
def _published(key: str, version: int) -> Questionnaire:
    return parse(_file(key, version))


def _file(key: str, version: int) -> bytes:
    return files("questionnaires").joinpath(f"{key}.{version}.toml").read_bytes()
