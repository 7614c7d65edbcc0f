"""Writes a questionnaire as text that a person can read and print."""

from collections.abc import Iterator

from questionnaires.definition import Dimension, Item, Questionnaire

_WORDS = {
    "en": {
        "version": "version",
        "scale": "Scale",
        "missing": "Codes of a missing answer",
        "leadership": "Leadership reads",
        "reverse": "reversed: disagreement is the favourable end",
        "choice": "a choice, tallied and not tested",
        "reworded": "reworded since the version before",
        "new": "new in this version",
        "other": "Without a facet",
    },
    "pt": {
        "version": "versão",
        "scale": "Escala",
        "missing": "Códigos de resposta em falta",
        "leadership": "A direção lê",
        "reverse": "invertido: discordar é o lado favorável",
        "choice": "uma escolha, contada e não testada",
        "reworded": "redação alterada desde a versão anterior",
        "new": "novo nesta versão",
        "other": "Sem faceta",
    },
}


def outline(questionnaire: Questionnaire, language: str) -> str:
    """Write title, scale, dimensions, facets and items, one item a paragraph.

    The words around the questions are in ``language`` too where the program
    speaks it, else English.

    Raises:
        KeyError: the questionnaire does not have this language.
    """
    words = _WORDS.get(language.partition("-")[0], _WORDS["en"])
    scale = questionnaire.scale
    name = f"{questionnaire.key}, {words['version']} {questionnaire.version}"
    title = questionnaire.title[language]
    lines = [title, "=" * len(title), name, "", f"{words['scale']}:"]
    lines += [
        f"  {point}  {label}" for point, label in enumerate(scale.labels[language], 1)
    ]
    if scale.missing:
        lines.append(f"{words['missing']}: {', '.join(scale.missing)}")
    for dimension in questionnaire.dimensions:
        lines += _dimension(dimension, questionnaire, language, words)
    return "\n".join(lines) + "\n"


def _dimension(
    dimension: Dimension,
    questionnaire: Questionnaire,
    language: str,
    words: dict[str, str],
) -> Iterator[str]:
    title = f"{dimension.title[language]} ({dimension.key})"
    yield from ("", title, "-" * len(title))
    items = [item for item in questionnaire.items if item.dimension == dimension.key]
    titles = {facet.key: facet.title[language] for facet in dimension.facets}
    for facet in [*titles, None]:
        asked = [item for item in items if item.facet == facet]
        if asked and titles:
            yield from ("", titles[facet] if facet else words["other"])
        for item in asked:
            yield from _item(item, language, words)


def _item(item: Item, language: str, words: dict[str, str]) -> Iterator[str]:
    notes = [words["reverse"]] if item.reverse else []
    notes += [words["choice"]] if item.kind == "choice" else []
    notes += [words[item.compared]] if item.compared != "same" else []
    yield f"  {item.id}" + (f" ({'; '.join(notes)})" if notes else "")
    yield f"    {item.wording(language)}"
    if item.leadership is not None:
        yield f"    {words['leadership']}: {item.wording(language, leadership=True)}"
    for option in item.options:
        yield f"    - {option.key}: {option.text[language]}"
