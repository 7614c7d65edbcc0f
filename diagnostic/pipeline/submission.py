"""From a filled form to a sealed box in the urn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from diagnostic.ballots import keys, links, sheets
from diagnostic.pipeline.links import Asked, Links, OpenWave
from diagnostic.store import ballots, waves
from questionnaires import Item


@dataclass(frozen=True)
class Answers:
    """What one person answered; what is absent was not answered.

    Args:
        items: point, or an option's key, by item.
        predictions: point that a leader expects, by the team's slug and dimension.
        comments: up to 500 characters, by dimension.
    """

    items: Mapping[str, int | str] = field(default_factory=dict)
    predictions: Mapping[tuple[str, str], int] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)


def submit(
    collected: Links, typed: str, asked: Asked, answers: Answers, now: datetime
) -> bool:
    """Seal somebody's answers and store them, once, together with the mark.

    Returns:
        False if the link was used, or the wave has ended, in the meantime; then
        nothing is stored. True once the answers are on the disk.

    Raises:
        MissingKeyError: the key file is gone: nobody could ever open the box.
    """
    wave = collected.open_wave(asked)
    if wave is None:
        return False
    box = sheets.seal(wave.key, wave.shape, _sheet(wave, asked, answers))
    token = links.canonical(typed) or ""
    mark = None if asked.mode == "open" else links.spent(wave.key, token)
    installation = collected.installation
    with installation.database.writing() as session:
        if not waves.collects(session, asked.wave, now):
            return False
        keys.require(installation.keys, asked.wave)
        return ballots.cast(session, asked.wave, box, mark)


def _sheet(wave: OpenWave, asked: Asked, answers: Answers) -> sheets.Sheet:
    questionnaire = asked.questionnaire
    dimensions = [dimension.key for dimension in questionnaire.dimensions]
    given = bytes(
        _code(item, answers.items.get(item.id)) for item in questionnaire.items
    )
    predicted = bytes(
        answers.predictions.get((team, dimension), 0) if asked.leadership else 0
        for team in wave.teams
        for dimension in dimensions
    )
    comments = tuple(answers.comments.get(dimension, "") for dimension in dimensions)
    return sheets.Sheet(asked.department, given, predicted, comments)


def _code(item: Item, answer: int | str | None) -> int:
    if answer is None:
        return 0
    if item.kind == "scale":
        return int(answer)
    return 1 + [option.key for option in item.options].index(str(answer))
