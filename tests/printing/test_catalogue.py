"""The catalogue: all that people read has its European Portuguese."""

import re
from functools import cache
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from reports.narrative import rules

ROOT = Path(__file__).parents[2]
ERRORS = {
    "AnswerError": None,
    "Said": None,
    "RefusedError": None,
    "SpreadsheetError": None,
    "RosterError": None,
    "BrandError": None,
    "CellError": None,
    "_RowError": None,
    "refusal": None,
}
KEYWORDS = ERRORS | {
    "say": None,
    "html": None,
    "mark": None,
    "_": None,
    "count": (1, 2),
    "plural": (1, 2),
}
PYTHON = [("**.py", "python")]
PAGES = [("**.html", "jinja2.ext:babel_extract")]
SOURCES = (
    ("questionnaires", PYTHON, ERRORS),
    ("diagnostic", [("rules.py", "python")], ERRORS),
    ("diagnostic/tally", PYTHON, ERRORS),
    ("diagnostic/spreadsheet", PYTHON, ERRORS),
    ("diagnostic/answers", PYTHON, ERRORS),
    ("diagnostic/roster", PYTHON, ERRORS),
    ("diagnostic/brand", PYTHON, ERRORS),
    ("reports", PYTHON, KEYWORDS),
    ("templates/report", PAGES, KEYWORDS),
    ("diagnostic/pipeline", PYTHON, KEYWORDS),
    ("templates/mail", [("**.txt", "jinja2.ext:babel_extract")], KEYWORDS),
    ("diagnostic/web", PYTHON, KEYWORDS),
    ("templates/web", PAGES, KEYWORDS),
)
# Brazilian where European Portuguese has another word or spelling.
BRAZILIAN = (
    "você", "time ", "times ", "usuário", "arquivo", "tela", "gerenci", "planejamento",
    "equipe", "contato", "registro", "fato ", "senha", "celular", "ônibus",
)  # fmt: skip


@cache
def messages():
    found: set[str | tuple[str, ...]] = set()
    for folder, methods, keywords in SOURCES:
        extracted = extract_from_dir(ROOT / folder, methods, keywords=keywords)
        found.update(message for _, _, message, _, _ in extracted)
    # A narrator is asked for a place of the narrative; its words stand beside it.
    return found - set(rules())


@cache
def portuguese():
    path = ROOT / "diagnostic/translations/pt/LC_MESSAGES/messages.po"
    with path.open("rb") as source:
        return read_po(source, abort_invalid=True)


def forms(said):
    return said if isinstance(said, tuple) else (said,)


def places(message):
    return set(re.findall(r"{(\w+)[^}]*}", message)) | set(
        re.findall(r"</?\w+>", message)
    )


def test_catalogue_is_not_blind():
    assert len(messages()) > 250
    assert "Too close to call" in messages()


def test_no_message_is_mistaken_for_a_place_of_the_narrative():
    assert {entry.id for entry in portuguese()} & set(rules()) == set()


def test_every_message_is_translated():
    known = {entry.id: entry for entry in portuguese() if entry.id}
    lacking = [
        message
        for message in messages()
        if message not in known
        or not all(forms(known[message].string))
        or known[message].fuzzy
    ]

    assert lacking == []


def test_no_translation_is_left_of_a_message_that_is_gone():
    reports = {entry.id for entry in portuguese() if entry.id}

    assert reports - messages() == set()


def test_translations_keep_places_and_tags():
    wrong = []
    for entry in portuguese():
        *ones, many = forms(entry.id)
        allowed = places(many).union(*map(places, ones))
        said = set().union(*map(places, forms(entry.string)))
        # A name or number may be left out only where the sentence goes on about it.
        lost = places(many) - places(forms(entry.string)[-1])
        if entry.id and (said - allowed or lost - {"team", "number"}):
            wrong.append(entry.id)

    assert wrong == []


def test_portuguese_is_european():
    said = " ".join(
        form.lower()
        for entry in portuguese()
        if entry.id
        for form in forms(entry.string)
    )

    assert [word for word in BRAZILIAN if re.search(rf"\b{word}", said)] == []
