"""A company's own questions, at the end of a questionnaire that it did not write."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from questionnaires.definition import Item, Questionnaire, parse
from questionnaires.problems import (
    Problem,
    QuestionnaireError,
    language_name,
    within,
)
from questionnaires.saying import Said
from questionnaires.texts import checked

KEY = "own"
"""Key of the dimension that they form; ids are own1, own2 and so on."""
MOST = 10
MOST_OPTIONS = 20
_TITLES = {"en": "Our own questions", "pt": "Perguntas próprias"}
_MARKER = "# The company's own questions follow, as its consultants wrote them.\n"
_ID = re.compile(rf"{KEY}([1-9][0-9]{{0,3}})")


@dataclass(frozen=True)
class Addition:
    """A question of a company's own.

    Args:
        text: the question, by language; in all of the questionnaire's.
        leadership: the same question as leadership reads it, by language, or None.
        options: of a choice, each by language; empty asks on the scale.
        id: by which quarters are compared, as long as the words are the same; ''
            gives it a new one.
    """

    text: Mapping[str, str]
    leadership: Mapping[str, str] | None = None
    options: tuple[Mapping[str, str], ...] = ()
    id: str = ""


def extend(source: bytes, additions: Sequence[Addition]) -> bytes:
    """Append a company's own questions to a questionnaire's file.

    Key and version stay, so that quarters are followed.

    Args:
        source: of a questionnaire without such questions.
        additions: in the order in which they are asked, up to 10.

    Returns:
        The file; ``source`` itself if there are none.

    Raises:
        QuestionnaireError: all that is wrong, with its place: ``question 2, text,
            Portuguese (pt)``.
    """
    if not additions:
        return source
    base = parse(source)
    text = source.decode("utf-8-sig")
    found = [
        *_refused(base, text, additions),
        *(
            problem
            for number, addition in enumerate(additions, 1)
            for problem in _faults(number, addition, base)
        ),
    ]
    if found:
        raise QuestionnaireError(found)
    written = "".join(_written(base, _numbered(additions)))
    line_end = "" if text.endswith("\n") else "\n"
    whole = f"{text}{line_end}{_MARKER}{written}".encode()
    parse(whole)
    return whole


def split(source: bytes) -> tuple[bytes, tuple[Addition, ...]]:
    """Take a questionnaire's file apart into what ``extend`` was given.

    A file that ``extend`` did not write is given back whole.
    """
    base, marker, _ = source.rpartition(_MARKER.encode())
    if not marker:
        return source, ()
    try:
        additions = tuple(map(_addition, _own(parse(source))))
        # Not the line end that extend may have added: it is the base's from now on.
        if additions and extend(base, additions) == source:
            return base, additions
    except QuestionnaireError:
        pass  # whoever went on writing has to mend it first
    return source, ()


def _refused(
    base: Questionnaire, text: str, additions: Sequence[Addition]
) -> Iterator[Problem]:
    ids = [addition.id for addition in additions if addition.id]
    if len(ids) != len(set(ids)):
        yield Problem(None, "", Said("two questions of your own have one id"))
    if len(additions) > MOST:
        message = Said("there may be {most} questions of your own", most=MOST)
        yield Problem(None, "", message)
    if all(addition.options for addition in additions):
        message = Said("at least one question of your own must use the scale")
        yield Problem(None, "", message)
    taken = {item.id.lower() for item in base.items} | {d.key for d in base.dimensions}
    if KEY in taken or any(_ID.fullmatch(name) for name in taken):
        message = Said(
            "the questionnaire uses the name {name} itself, which is that of questions"
            " of your own",
            name=KEY,
        )
        yield Problem(None, "", message)
    try:
        tomllib.loads(f"{text}\n[[dimensions]]\n[[items]]\n")
    except tomllib.TOMLDecodeError:
        message = Said(
            "dimensions and items must be tables, [[dimensions]] and [[items]], for"
            " questions of your own to follow"
        )
        yield Problem(None, "", message)


def _faults(number: int, addition: Addition, base: Questionnaire) -> Iterator[Problem]:
    here = Said("question {number}", number=number)
    wordings: list[tuple[str, Mapping[str, str]]] = [(Said("text"), addition.text)]
    if addition.leadership is not None:
        wordings.append((Said("what leadership reads"), addition.leadership))
    wordings += [
        (Said("option {number}", number=place), option)
        for place, option in enumerate(addition.options, 1)
    ]
    for part, wording in wordings:
        yield from _translations([here, part], wording, base)
    if addition.id and not _ID.fullmatch(addition.id):
        yield Problem(None, here, Said("its id is not one of ours"))
    if len(addition.options) == 1:
        yield Problem(None, here, Said("a choice needs at least two options"))
    if len(addition.options) > MOST_OPTIONS:
        message = Said("a choice has {most} options at most", most=MOST_OPTIONS)
        yield Problem(None, here, message)


def _translations(
    places: list[str], wording: Mapping[str, str], base: Questionnaire
) -> Iterator[Problem]:
    for language in base.languages:
        try:
            checked(wording.get(language, ""))
        except ValueError as error:
            here = within([*places, language_name(language)])
            yield Problem(None, here, error.args[0])


def _numbered(additions: Sequence[Addition]) -> list[Addition]:
    """Give new questions ids that no other has."""
    taken = [int(found[1]) for one in additions if (found := _ID.fullmatch(one.id))]
    following = max(taken, default=0)
    numbered = []
    for addition in additions:
        if not addition.id:
            following += 1
        numbered.append(replace(addition, id=addition.id or f"{KEY}{following}"))
    return numbered


def _written(base: Questionnaire, additions: Sequence[Addition]) -> Iterator[str]:
    titles = {code: _TITLES.get(code[:2], _TITLES["en"]) for code in base.languages}
    yield f"\n[[dimensions]]\nkey = {_quoted(KEY)}\n"
    yield from _texts("title", titles, base)
    for addition in additions:
        yield f"\n[[items]]\nid = {_quoted(addition.id)}\ndimension = {_quoted(KEY)}\n"
        yield from _texts("text", addition.text, base)
        if addition.leadership is not None:
            yield from _texts("leadership", addition.leadership, base)
        if addition.options:
            yield 'kind = "choice"\n'
        for number, option in enumerate(addition.options, 1):
            yield f"\n[[items.options]]\nkey = {_quoted(f'option{number}')}\n"
            yield from _texts("text", option, base)


def _texts(key: str, wording: Mapping[str, str], base: Questionnaire) -> Iterator[str]:
    for language in base.languages:
        yield f"{key}.{language} = {_quoted(wording[language])}\n"


def _quoted(text: str) -> str:
    # Texts are checked: without control characters JSON and TOML quote alike.
    return json.dumps(text, ensure_ascii=False)


def _own(questionnaire: Questionnaire) -> list[Item]:
    return [item for item in questionnaire.items if item.dimension == KEY]


def _addition(item: Item) -> Addition:
    return Addition(
        text=dict(item.text),
        leadership=None if item.leadership is None else dict(item.leadership),
        options=tuple(dict(option.text) for option in item.options),
        id=item.id,
    )
