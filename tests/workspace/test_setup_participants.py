"""Participants: a list is read whole or not at all, mended in place, then confirmed."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest

from diagnostic.ballots import keys
from diagnostic.store import rosters
from tests.collection.company import counts
from tests.web.survey import text
from tests.workspace.drafting import ANA, RUI, Drafting, form, speaks, with_roster

EXAMPLES = Path("examples/rosters")
GOOD = "email,department\n" + "".join(
    f"{name}{n}@example.com,{department}\n"
    for department, name, size in (
        ("leadership", "lea", 6), ("Sales", "sal", 8), ("Legal", "leg", 3),
        ("Product", "pro", 4),
    )
    for n in range(size)
)  # fmt: skip
BAD = """email,department
ana@example.com,leadership
not an address,Sales
ANA@example.com,Sales
rui@example.com,
=1+1,Sales
"""


@pytest.fixture
def drafting(office):
    return Drafting(office)


def people(drafting):
    with drafting.installation.database.reading() as session:
        return len(list(rosters.addresses(session, drafting.wave)))


def send_file(drafting, content, **fields):
    shown = drafting.filled("/participants")
    return drafting.ana.send(
        f"{drafting.place}/participants",
        {**shown, "file": (BytesIO(content), "list.csv"), **fields},
        content_type="multipart/form-data",
    )


def test_list_is_looked_at_before_anybody_is_invited(drafting):
    answer = send_file(drafting, GOOD.encode())

    said = text(answer)
    assert answer.status_code == 200
    assert "21 people in 4 departments. Nobody is invited yet." in said
    assert "Legal 3 fewer than 5: not shown" in said
    assert "Sales 8 Product" not in said  # sorted by name
    assert people(drafting) == 0
    assert drafting.draft.departments == ()
    assert drafting.acts == []


def test_confirmed_list_is_invited(drafting):
    looked = send_file(drafting, GOOD.encode())

    answer = drafting.send("/participants", shown=form(looked), confirm="1")

    assert answer.location == f"{drafting.place}/groups"
    assert people(drafting) == 21
    assert [(d.name, d.invited) for d in drafting.draft.departments] == [
        ("leadership", 6),
        ("Legal", 3),
        ("Product", 4),
        ("Sales", 8),
    ]
    assert drafting.acts == ["roster_set"]


def test_smallest_teams_are_joined_if_that_is_wanted(drafting):
    looked = send_file(drafting, GOOD.encode())

    drafting.send("/participants", shown=form(looked), confirm="1", join_small="y")

    assert "Legal and Product become one team, “Other teams”, with 7 people." in text(
        looked
    )
    assert [(d.name, d.invited) for d in drafting.draft.departments] == [
        ("leadership", 6),
        ("Other teams", 7),
        ("Sales", 8),
    ]


def test_every_row_that_is_wrong_is_named_and_nobody_invited(drafting):
    answer = send_file(drafting, BAD.encode())

    said = unescape(text(answer))
    assert answer.status_code == 422
    # Rows as a spreadsheet counts them: the header is 1.
    for sentence in (
        'Row 3, column "email": this is not an e-mail address',
        'Row 4, column "email": this person is there already, in row 2',
        'Row 5, column "department": the department of this row is empty',
        'Row 6, column "email": this would be a formula',
    ):
        assert sentence in said
    assert people(drafting) == 0
    assert form(answer)["rows"].splitlines() == BAD.splitlines()


def test_list_is_mended_in_place(drafting):
    refused = send_file(drafting, BAD.encode())
    mended = form(refused)["rows"].replace("not an address", "rita@example.com")
    mended = "\n".join(mended.splitlines()[:3])

    looked = drafting.send("/participants", shown=form(refused), rows=mended)

    assert looked.status_code == 200
    assert "2 people in 2 departments" in text(looked)


def test_faults_are_said_in_the_language_of_whoever_reads_them(office, drafting):
    speaks(office, ANA, "pt")

    said = unescape(text(send_file(drafting, BAD.encode())))

    assert 'Linha 3, coluna "email": isto não é um endereço de e-mail' in said
    assert 'Linha 5, coluna "department": falta o departamento desta linha.' in said


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"PK\x03\x04" + b"\x00" * 99, "Excel workbook", id="XLSX"),
        pytest.param(b"%PDF-1.7\n\xe2\xe3", "This is a PDF, not CSV", id="PDF"),
        pytest.param(b"\xd0\xcf\x11\xe0" * 9, "old Excel workbook", id="XLS"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "This is a picture, not CSV", id="PNG"),
        pytest.param(
            "email,department\ná@example.com,ção\n".encode("latin-1"),
            "letters in another encoding; save it as CSV UTF-8",
            id="Latin-1",
        ),
        pytest.param(b"a\0b,c\n", "NUL", id="NUL"),
        pytest.param(b"name;team\nx;y\n", "department", id="other columns"),
    ],
)
def test_file_of_another_kind_is_refused_in_one_sentence(drafting, content, sentence):
    answer = send_file(drafting, content)

    assert answer.status_code == 422
    assert sentence in text(answer)
    faults = answer.get_data(as_text=True).split('<ol class="wrong">')[1]
    assert faults.count("<li>") == 1
    assert people(drafting) == 0


def test_utf_16_of_a_spreadsheet_is_read(drafting):
    assert send_file(drafting, GOOD.encode("utf-16")).status_code == 200


def test_nothing_sent_is_asked_for(drafting):
    answer = drafting.send("/participants")

    assert answer.status_code == 422
    assert "Please fill this in." in text(answer)


def test_new_list_replaces_everybody(office):
    drafting = with_roster(office)
    looked = send_file(drafting, GOOD.encode())

    assert people(drafting) == 33  # nobody yet
    drafting.send("/participants", shown=form(looked), confirm="1")

    assert people(drafting) == 21
    assert "21 people are invited." in text(drafting.get("/participants"))


def test_addresses_stand_only_in_the_list_that_was_sent(office):
    drafting = with_roster(office)
    for page in ("", "/participants", "/groups", "/mails/invitation", "/preview"):
        shown = drafting.get(page).get_data(as_text=True)
        assert not re.search(r"\w+\d@example\.com", shown)

    looked = send_file(drafting, GOOD.encode()).get_data(as_text=True)

    outside = re.sub(r"<textarea.*?</textarea>", "", looked, flags=re.DOTALL)
    assert "sal0@example.com" in looked
    assert not re.search(r"\w+\d@example\.com", outside)


def test_list_of_one_consultant_does_not_undo_that_of_another(office, drafting):
    rui = office.signed_in(RUI, "consultant", "acme")
    looked = send_file(drafting, GOOD.encode())
    other = "email,department\nrui@example.com,leadership\nlia@example.com,Sales\n"
    seen = drafting.filled("/participants", rui) | {"rows": other, "confirm": "1"}
    assert drafting.send("/participants", rui, shown=seen).status_code == 303

    answer = drafting.send("/participants", shown=form(looked), confirm="1")

    assert answer.status_code == 409
    assert "Leadership (1), Sales (1)" in text(answer)
    assert people(drafting) == 2
    assert form(answer)["rows"].splitlines() == GOOD.splitlines()
    again = drafting.send("/participants", shown=form(answer), confirm="1")
    assert again.status_code == 303
    assert people(drafting) == 21


@pytest.mark.parametrize("mode", ["codes", "open"])
def test_departments_are_counted_where_there_are_no_addresses(office, mode):
    drafting = Drafting(office, mode=mode)

    looked = send_file(drafting, (EXAMPLES / f"{mode}.csv").read_bytes())
    drafting.send("/participants", shown=form(looked), confirm="1")

    assert drafting.draft.invited == sum(d.invited for d in drafting.draft.departments)
    assert drafting.draft.invited > 20
    assert people(drafting) == 0


@pytest.mark.parametrize("mode", ["invited", "codes", "open"])
def test_example_of_a_list_is_ours_and_can_be_sent_back(office, mode):
    drafting = Drafting(office, mode=mode)

    link = re.search(
        r'href="([^"]+\.csv)"', drafting.get("/participants").get_data(as_text=True)
    )
    example = drafting.ana.get(link[1])

    assert example.data == (EXAMPLES / f"{mode}.csv").read_bytes()
    assert example.mimetype == "text/csv"
    assert f"filename={mode}.csv" in example.headers["Content-Disposition"]
    assert send_file(drafting, example.data).status_code == 200


def test_markup_in_a_department_is_text(drafting):
    source = "email,department\na@example.com,leadership\nb@example.com,<i>S</i>\n"

    looked = send_file(drafting, source.encode())
    drafting.send("/participants", shown=form(looked), confirm="1")

    assert b"<i>S</i>" not in looked.data
    for page in ("", "/participants", "/preview", "/mails/invitation"):
        shown = drafting.get(page).data
        assert b"<i>S</i>" not in shown
        assert b"&lt;i&gt;S&lt;/i&gt;" in shown


def test_columns_that_are_left_out_are_told_of(office):
    drafting = Drafting(office, mode="codes")
    rows = "department,count,salary\nleadership,5,1\nSales,9,2\n"

    answer = drafting.send("/participants", rows=rows)

    assert "salary" in text(answer)
    assert answer.status_code == 200


def test_half_of_a_list_is_never_imported(office):
    drafting = Drafting(office, mode="codes", roster=counts())

    answer = drafting.send(
        "/participants",
        rows="department,count\nleadership,5\nSales,x\nLegal,3\n",
        confirm="1",
    )

    assert answer.status_code == 422
    assert drafting.draft.invited == 40


def test_long_list_can_be_confirmed(drafting):
    # More than a form of respondents may have; empty rows are read quickly.
    long = GOOD + "\n" * 250_000

    looked = drafting.send("/participants", rows=long)
    answer = drafting.send("/participants", shown=form(looked), confirm="1")

    assert answer.status_code == 303
    assert people(drafting) == 21


def test_file_that_is_too_large_is_refused_in_one_sentence(drafting):
    answer = drafting.ana.post(
        f"{drafting.place}/participants",
        data=b"x" * 4_000_000,
        content_type="multipart/form-data; boundary=x",
    )

    assert answer.status_code == 413
    assert "This is too much to be sent." in text(answer)


def test_small_teams_of_those_invited_already_are_joined(office):
    drafting = with_roster(office, {"leadership": 6, "Ads": 2, "Ops": 3, "Sales": 9})
    shown = drafting.get("/participants")
    assert "Joined as one team, Ads and Ops would be shown." in text(shown)

    answer = drafting.ana.send(f"{drafting.place}/participants/join", form(shown))
    again = drafting.ana.send(f"{drafting.place}/participants/join", form(shown))

    assert answer.status_code == 303
    assert again.status_code == 409
    assert "Somebody else has changed this draft" in text(again)
    assert "Other teams" in text(drafting.get("/participants"))
    assert "Joined as one team" not in text(drafting.get("/participants"))
    assert drafting.acts.count("roster_set") == 1


def test_without_its_key_nobody_can_be_invited(drafting):
    looked = send_file(drafting, GOOD.encode())
    keys.destroy(drafting.installation.keys, drafting.wave)

    answer = drafting.send("/participants", shown=form(looked), confirm="1")

    assert answer.status_code == 422
    assert "The key of this draft is gone" in text(answer)
    assert people(drafting) == 0
