"""A wave is begun: named, with one of our questionnaires or a file, or copied."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from diagnostic.jobs import ticking
from diagnostic.pipeline import audit, drafts, life, listing
from tests.collection.company import NOW, launched, play
from tests.web.survey import text
from tests.workspace.drafting import ANA, form, speaks

NEW, COPY = "/app/companies/acme/waves/new", "/app/companies/acme/waves/copy"
OWN = Path("tests/samples/field-work.toml").read_bytes()


@pytest.fixture
def ana(office):
    office.company()
    return office.signed_in(ANA, "consultant", "acme")


def file(content, name="own.toml"):
    return BytesIO(content), name


def drafts_of(office):
    return listing.waves_of(office.installation, "acme")


def test_draft_is_made_of_a_name_and_a_questionnaire(office, ana):
    shown = form(ana.get(NEW))

    answer = ana.send(NEW, shown)

    [made] = drafts_of(office)
    # September 2026 is in the third quarter.
    assert made.name == shown["name"] == "2026-Q3"
    assert answer.status_code == 303
    assert answer.location == f"/app/waves/{made.id}/setup"
    assert [e.act for e in audit.entries(office.installation, "acme")] == [
        "wave_created"
    ]
    page = text(ana.get(answer.location))
    assert "Leadership alignment, version 1" in page
    assert "Nobody is invited yet." in page


def test_readiness_needs_its_initiative(office, ana):
    sent = {"name": "CRM", "questionnaire": "initiative-readiness"}

    refused = ana.send(NEW, sent)
    made = ana.send(NEW, {**sent, "subject": "New CRM"})

    assert refused.status_code == 422
    assert "Please fill this in." in text(refused)
    assert made.status_code == 303
    assert [wave.subject for wave in drafts_of(office)] == ["New CRM"]


def test_file_of_ones_own_is_asked_instead(office, ana):
    answer = ana.send(
        NEW,
        {"name": "Q", "questionnaire": "execution-health", "file": file(OWN)},
        content_type="multipart/form-data",
    )

    assert answer.status_code == 303
    assert "Field work" in text(ana.get(f"{answer.location}/questionnaire"))


# Two things that a reader of the file counts: a point too many, and a choice without
# its kind. Lines as an editor shows them.
FAULTY = OWN.replace(b"points = 3", b"points = 4").replace(b'kind = "choice"\n', b"")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        pytest.param(
            "en", "Line 7, scale, labels, en: there are 3 labels for 4 points.", id="en"
        ),
        pytest.param(
            "pt", "Linha 7, scale, labels, en: há 3 etiquetas para 4 pontos.", id="pt"
        ),
    ],
)
def test_all_faults_of_a_file_are_listed_by_line(office, ana, language, sentence):
    speaks(office, ANA, language)

    answer = ana.send(
        NEW, {"name": "Kept", "file": file(FAULTY)}, content_type="multipart/form-data"
    )

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert listed(answer) > 1
    assert drafts_of(office) == []
    assert form(answer)["name"] == "Kept"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"%PDF-1.7\n\xff\xfe\x80", "not written in UTF-8", id="PDF"),
        pytest.param(b"PK\x03\x04\x00\x00", "there is a NUL character", id="XLSX"),
        pytest.param("key = 1".encode("utf-16"), "not written in UTF-8", id="UTF-16"),
        pytest.param(b"#" * 300_000, "larger than 256 KB", id="large"),
    ],
)
def test_file_of_another_kind_is_one_sentence(office, ana, content, sentence):
    answer = ana.send(
        NEW, {"name": "Q", "file": file(content)}, content_type="multipart/form-data"
    )

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert listed(answer) == 1
    assert drafts_of(office) == []


def test_name_that_is_taken_is_refused_at_the_form(office, ana):
    launched(office.installation, "Spring")

    answer = ana.send(NEW, {"name": "Spring", "questionnaire": "execution-health"})

    assert answer.status_code == 422
    assert "Acme has a wave Spring already." in text(answer)


def test_markup_in_a_name_is_shown_as_it_was_typed(office, ana):
    bold = "<b>Q</b>"

    answer = ana.send(NEW, {"name": bold, "questionnaire": "execution-health"})

    assert answer.status_code == 422  # a slash cannot be in a name
    assert b"<b>Q</b>" not in answer.data
    assert form(answer)["name"] == bold


def test_last_quarter_is_copied_in_one_step(office, ana):
    wave = launched(office.installation, "2026-Q2", minimum=6)
    play(office.installation, wave)
    life.close_wave(office.installation, wave, NOW)
    ticking.seal(office.installation, [wave], NOW)
    shown = form(ana.get(COPY))

    page = text(ana.get(COPY))
    answer = ana.send(COPY, {**shown, "opens": "2026-10-01", "closes": "2026-10-14"})

    assert "the list of a wave is erased when it is sealed" in page
    assert shown["source"] == "2026-Q2"
    assert shown["name"] == "2026-Q3"
    made = drafts.describe(office.installation, "acme", "2026-Q3")
    assert answer.location == f"/app/waves/{made.id}/setup"
    assert made.minimum == 6
    assert made.departments == ()
    assert made.opens == datetime(2026, 10, 1, 7, tzinfo=UTC)
    assert made.closes == datetime(2026, 10, 14, 23, 59, tzinfo=UTC)
    assert audit.entries(office.installation, "acme")[0].act == "wave_copied"


def test_without_a_wave_there_is_nothing_to_copy(ana):
    assert ana.get(COPY).location == NEW


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        pytest.param({"opens": "2026-08-31"}, "This day is past.", id="past"),
        pytest.param({"closes": "31.12.2026"}, "This is not a day.", id="no day"),
        pytest.param({"source": "nothing"}, "Please choose one.", id="no wave"),
        pytest.param({"name": ""}, "Please fill this in.", id="no name"),
        pytest.param(
            {"opens": "2026-10-14", "closes": "2026-10-01"},
            "It would close 2026-10-01 23:59 UTC, before it opens.",
            id="ends before it begins",
        ),
    ],
)
def test_copy_that_cannot_be_is_refused_and_kept(office, ana, sent, sentence):
    launched(office.installation, "2026-Q2")
    shown = form(ana.get(COPY))

    answer = ana.send(COPY, {**shown, **sent})

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert len(drafts_of(office)) == 1


def listed(answer):
    """How many faults of the file a page lists."""
    return answer.get_data(as_text=True).split('class="wrong"')[1].count("<li>")
