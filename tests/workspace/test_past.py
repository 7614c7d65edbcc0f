"""Earlier quarters: a file is read, looked at, and imported once that is confirmed."""

import csv
import re
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from sqlalchemy import func, select

from diagnostic.pipeline import listing, past, reporting
from diagnostic.store import models as m
from tests.collection.company import SOURCE
from tests.collection.elsewhere import answers
from tests.web.survey import text

EXAMPLE = Path("templates/web/past/answers.csv")
PLACE = "/app/companies/acme/earlier"
ANSWERED = answers(("2025-Q1", "Summer"))


@pytest.fixture
def ana(office):
    office.company("Acme")
    return office.signed_in("ana@consultancy.example", "consultant", "acme")


def sent(client, content=ANSWERED, **fields):
    """Send a file, as the first page does."""
    data = {"questionnaire": "leadership-alignment", **fields}
    if content is not None:
        data["file"] = (BytesIO(content), "answers.csv")
    return client.send(PLACE, data, content_type="multipart/form-data")


def carried(answer):
    """What the second page carries, as a browser sends it again."""
    page = answer.get_data(as_text=True)
    hidden = r'<input type="hidden" name="(\w+)" value="([^"]*)">'
    fields = dict(re.findall(hidden, page))
    fields |= dict(
        re.findall(r'id="closed-\d" name="(closed-\d)".*?value="(.*?)"', page)
    )
    fields.pop("csrf_token")
    return {k: unescape(v).replace("\n", "\r\n") for k, v in fields.items()}


def confirmed(client, fields):
    return client.send(
        PLACE, {**fields, "confirm": "1"}, content_type="multipart/form-data"
    )


def names(office):
    return {wave.name for wave in listing.waves_of(office.installation, "acme")}


def test_file_is_looked_at_before_anything_is_imported(office, ana):
    answer = sent(ana)

    said = text(answer)
    assert answer.status_code == 200
    assert "two waves, with 90 people. Nothing is imported yet." in said
    assert "Support 6 Day on which 2025-Q1 closed As its name tells. Summer" in said
    assert "Day on which Summer closed Its name does not tell." in said
    assert "Leadership 12 Marketing 14 Sales 13 Support 6" in said
    assert carried(answer)["closed-0"] == "2025-03-31"
    assert names(office) == set()


def test_confirmed_it_is_imported_and_marked(office, ana):
    fields = carried(sent(ana)) | {"closed-1": "2025-07-31"}

    answer = confirmed(ana, fields)

    assert (answer.status_code, answer.location) == (303, "/app/companies/acme/")
    page = text(ana.get(answer.location))
    assert "Imported: 2025-Q1, Summer." in page
    assert "Summer Imported closed 31 July 2025 45 answered" in page
    [last, _] = listing.waves_of(office.installation, "acme")
    took_part = text(ana.get(f"/app/waves/{last.id}/participation"))
    # Nobody has said how many were invited.
    assert "45 answered" in took_part
    assert "Marketing – 14" in took_part
    release, _ = reporting.released(office.installation, "acme", "Summer")
    assert (release["imported"], release["closed"]) == (True, "2025-07-31")
    assert {(c["from"], c["to"]) for c in release["changes"]} == {("2025-Q1", "Summer")}


def test_what_a_page_imports_is_not_what_later_answers_are_tested_against(office, ana):
    confirmed(ana, carried(sent(ana)) | {"closed-1": "2025-07-31"})

    with office.installation.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(m.Release)) == 2
        assert session.scalar(select(func.count()).select_from(m.Kept)) == 0


def test_day_that_no_name_tells_is_asked_for(office, ana):
    answer = confirmed(ana, carried(sent(ana)))

    assert answer.status_code == 422
    assert "Day on which Summer closed : Please fill this in." in text(answer)
    assert names(office) == set()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        pytest.param("2027-01-01", "which is not past", id="to come"),
        pytest.param("2025-03-31", "as another wave did", id="twice the same"),
        pytest.param("1999-03-31", "before 2000", id="long ago"),
        pytest.param("yesterday", "This is not a day.", id="no day"),
    ],
)
def test_day_that_cannot_be_is_refused(office, ana, day, sentence):
    answer = confirmed(ana, carried(sent(ana)) | {"closed-1": day})

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert names(office) == set()


def test_other_columns_go_no_further(ana):
    rows = [line.split(",") for line in ANSWERED.decode().splitlines()]
    written = StringIO()
    csv.writer(written).writerows(
        [*row, "email" if not n else f"p{n}@example.com"] for n, row in enumerate(rows)
    )

    answer = sent(ana, written.getvalue().encode())

    page = answer.get_data(as_text=True)
    assert "Columns ignored: &#34;email&#34;." in page
    assert "@example.com" not in page
    assert carried(answer)["rows"].replace("\r\n", "\n").encode() == ANSWERED


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            'Row 3, column "vision_direction": "6" is not a point of the scale, 1 to',
        ),
        (
            "pt",
            'Linha 3, coluna "vision_direction": "6" não é um ponto da escala, de 1',
        ),
    ],
)
def test_fault_is_named_by_row_and_column(office, ana, language, sentence):
    office.installation.database.close()
    lines = ANSWERED.decode().splitlines()
    parts = lines[2].split(",")
    lines[2] = ",".join([*parts[:2], "6", *parts[3:]])
    ana.send("/app/account", {"name": "Ana", "language": language})

    answer = sent(ana, "\n".join(lines).encode())

    assert answer.status_code == 422
    assert sentence in unescape(text(answer))


@pytest.mark.parametrize(
    ("content", "fields", "sentence"),
    [
        pytest.param(None, {}, "Please fill this in.", id="no file"),
        pytest.param(b"PK\x03\x04", {}, "not CSV", id="a workbook"),
        pytest.param(
            answers(("",), column=""), {}, "the name of its only wave", id="no name"
        ),
        pytest.param(
            ANSWERED,
            {"leadership": "Board"},
            'There is no group "Board"',
            id="no Board",
        ),
        pytest.param(
            ANSWERED,
            {"questionnaire": "initiative-readiness"},
            "Please fill this in.",
            id="which initiative?",
        ),
        pytest.param(
            answers(
                [f"20{n}-Q1" for n in range(10, 19)], {"leadership": 5, "Sales": 5}
            ),
            {},
            "There are 9 waves in the file; at most 8 at a time",
            id="too many",
        ),
    ],
)
def test_file_that_cannot_be_used_is_refused(office, ana, content, fields, sentence):
    answer = sent(ana, content, **fields)

    assert answer.status_code == 422
    assert sentence in unescape(text(answer))


def test_questionnaire_of_ones_own_travels_with_the_file(office, ana):
    own = SOURCE.replace(b'key = "leadership-alignment"', b'key = "of-ours"')
    first = sent(ana, own=(BytesIO(own), "ours.toml"))

    answer = confirmed(ana, carried(first) | {"closed-1": "2025-07-31"})

    assert answer.status_code == 303
    with office.installation.database.reading() as session:
        stored = session.scalars(select(m.Wave.questionnaire_source)).all()
    assert stored == [own, own]


def test_leader_sees_that_a_wave_was_imported(office, ana):
    confirmed(ana, carried(sent(ana)) | {"closed-1": "2025-07-31"})
    leader = office.signed_in("lea@acme.example", "leader", "acme")

    waves = listing.waves_of(office.installation, "acme")
    results = f"/app/waves/{waves[0].id}/results"

    shown = text(leader.get(results))
    participation = text(leader.get(f"{results}/participation"))

    assert "closed on 31 July 2025 · imported answers" in shown
    assert "The answers were collected outside this program" in participation


def test_example_can_be_imported(office, ana):
    given = ana.get(f"{PLACE}/example.csv")

    assert given.data == EXAMPLE.read_bytes()
    found = past.read(given.data, SOURCE)
    assert [wave.name for wave in found.waves] == ["2026-Q1", "2026-Q2"]
    assert found.notices == ()
