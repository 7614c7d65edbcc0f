"""What a draft asks: one of our questionnaires or a file, and the company's own."""

from collections.abc import Sequence

from diagnostic.pipeline.drafts.editing import Changed, changed, held
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.waves import languages, spoken
from diagnostic.store.models import Wave
from questionnaires import content, parse, published
from questionnaires.additions import Addition, extend, split


def choose_questionnaire(
    installation: Installation,
    company: str,
    name: str,
    chosen: str | bytes,
    *,
    revision: int,
) -> Changed:
    """Ask another questionnaire; the company's own questions stay.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        chosen: the key of one of ours, or the content of a file. A file that has
            questions of a company's own brings these instead.
        revision: of the draft that was shown.

    Raises:
        QuestionnaireError: all that is wrong with the file.
        ChangedMeanwhileError: the draft has another revision by now.
        RefusedError: it is no draft any more, or the questionnaire is written in no
            language that we speak.
    """
    source = _ours(chosen) if isinstance(chosen, str) else chosen
    parse(source)
    with installation.database.writing() as session:
        wave = held(session, company, name, revision)
        base, brought = split(source)
        _, kept = split(wave.questionnaire_source)
        return _ask(wave, extend(base, brought or kept))


def set_additions(
    installation: Installation,
    company: str,
    name: str,
    additions: Sequence[Addition],
    *,
    revision: int,
) -> Changed:
    """Replace the company's own questions, see ``questionnaires.additions``.

    Raises:
        QuestionnaireError: all that is wrong with them, each with its place.
        ChangedMeanwhileError: the draft has another revision by now.
        RefusedError: it is no draft any more.
    """
    with installation.database.writing() as session:
        wave = held(session, company, name, revision)
        base, _ = split(wave.questionnaire_source)
        return _ask(wave, extend(base, additions))


def _ours(key: str) -> bytes:
    """Give one of our files. Not ``content`` alone: it opens whatever path it gets."""
    if key not in {known for known, _ in published()}:
        raise RefusedError("there is no questionnaire {key}", key=key)
    return content(key)


def _ask(wave: Wave, source: bytes) -> Changed:
    asked = parse(source)
    wave.questionnaire_source = source
    wave.questionnaire_key = asked.key
    wave.questionnaire_version = asked.version
    if wave.language not in languages(asked):
        wave.language = spoken(None, wave.company, asked)
    return changed(wave)
