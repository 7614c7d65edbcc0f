"""A launched wave in the browser: who may do what, and nobody sees who answered."""

import re
from datetime import timedelta

import pytest

from diagnostic.ballots import keys
from diagnostic.jobs import ticking
from diagnostic.pipeline import audit, life, people
from diagnostic.store import mails
from tests.collection import company
from tests.collection.company import DAY, NOW, counts, identity, launched, play, roster

ANA = "ana@example.com"


@pytest.fixture
def desk(office):
    """A consultant of Acme."""
    office.company()
    return office.signed_in(ANA, "consultant", "acme")


def open_wave(office, **options):
    wave = launched(office.installation, **options)
    return wave, f"/app/waves/{wave}"


def acts(office):
    return [entry.act for entry in audit.entries(office.installation, "acme")]


def test_participation_is_told_by_department(office, desk):
    wave, place = open_wave(office)
    play(office.installation, wave, share=0.6)

    page = desk.get(f"{place}/participation").get_data(as_text=True)

    # Drawn in `play`: 24 of 40 people, counted by hand per department.
    assert re.search(r"<b>24</b> of 40 answered", page)
    assert "Leadership" in page
    assert "example.com" not in page


def test_the_day_that_was_counted_is_told_and_who_came_later(office, desk):
    _, place = open_wave(office)
    later = roster({"Sales": 15, "Marketing": 14})
    people.add_late(office.installation, "acme", "2026-Q3", later, NOW)

    page = desk.get(f"{place}/participation").get_data(as_text=True)

    assert "Counted on 1 September 2026, and again on 2 September 2026." in page
    assert "3 people were added so far." in page


def test_small_department_and_what_would_tell_it_are_withheld(office, desk):
    sizes = {"leadership": 6, "Marketing": 8, "Product": 4}
    wave, place = open_wave(office, people=roster(sizes))
    play(office.installation, wave, sizes=sizes)

    page = desk.get(f"{place}/participation").get_data(as_text=True)

    assert page.count("Not shown") >= 2  # the department, and the total
    assert "of 18 answered" not in page
    assert "less the others it would be theirs" in page


@pytest.mark.parametrize(
    ("state", "leads_to"),
    [
        pytest.param("draft", "setup", id="draft"),
        pytest.param("open", "participation", id="open"),
        pytest.param("closed", "participation", id="closed"),
        pytest.param("sealed", "results", id="sealed"),
    ],
)
def test_wave_leads_to_what_matters_in_its_state(office, desk, state, leads_to):
    installation = office.installation
    wave = (company.draft if state == "draft" else launched)(installation)
    if state in ("closed", "sealed"):
        life.close_wave(installation, wave, NOW)
    if state == "sealed":
        ticking.seal(installation, [wave], NOW)

    answer = desk.get(f"/app/waves/{wave}/")

    assert answer.status_code == 302
    assert answer.location.startswith(f"/app/waves/{wave}/{leads_to}")


def test_reminder_goes_to_everybody_and_three_times_at_most(office, desk):
    wave, place = open_wave(office)

    for _ in range(4):
        answer = desk.send(f"{place}/remind")
        assert answer.status_code == 303

    with office.installation.database.reading() as session:
        reminded = [mails.progress(session, wave, f"reminder-{n}") for n in (1, 2, 3)]
        assert [sum(found.values()) for found in reminded] == [40, 40, 40]
    assert acts(office).count("reminded") == 3
    page = desk.get(f"{place}/participation").get_data(as_text=True)
    assert "Send a reminder" not in page


def test_people_are_added_from_a_file_or_from_what_is_typed(office, desk):
    _, place = open_wave(office)
    rows = "email;department\nnew@example.com;Sales\nnewer@example.com;Product\n"

    answer = desk.send(f"{place}/additions", {"rows": rows})

    assert answer.status_code == 303
    page = desk.get(answer.location).get_data(as_text=True)
    assert "2 people were added." in page
    assert "example.com" not in page
    [added, *_] = audit.entries(office.installation, "acme")
    assert (added.act, added.about) == (
        "people_added",
        {"wave": "2026-Q3", "people": 2},
    )


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param("", "Please fill this in.", id="nothing"),
        pytest.param(
            "email,department\nx@example.com,Legal\n",
            "Legal is not one of the departments frozen at launch",
            id="a department that was not there",
        ),
        pytest.param(
            "email,department\nnobody,Sales\n", "Row 2, column", id="no address"
        ),
    ],
)
def test_what_cannot_be_added_is_told_and_still_there(office, desk, rows, told):
    _, place = open_wave(office)

    answer = desk.send(f"{place}/additions", {"rows": rows})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert told in page
    assert rows.strip().splitlines()[-1:] == [
        line for line in rows.strip().splitlines()[-1:] if line in page
    ]
    assert "people_added" not in acts(office)


def test_refused_address_is_corrected(office, desk):
    wave, place = open_wave(office)
    old = refuse(office, wave)

    page = desk.get(f"{place}/addresses").get_data(as_text=True)
    assert old in page
    answer = desk.send(f"{place}/addresses", {"old": old, "new": "right@example.com"})

    assert answer.status_code == 303
    assert "There are none." in desk.get(answer.location).get_data(as_text=True)
    [entry, *_] = audit.entries(office.installation, "acme")
    assert entry.act == "address_corrected"
    assert "@" not in str(entry.about)


def refuse(office, wave):
    """Have a mail server refuse one address; gives it."""
    from diagnostic.pipeline import people
    from diagnostic.store.models import Mail

    with office.installation.database.writing() as session:
        mail = session.query(Mail).filter_by(wave_id=wave).first()
        mail.state, mail.reply = "refused", "550"
    [(address, _)] = people.refused_addresses(office.installation, "acme", "2026-Q3")
    return address


def test_cards_are_made_as_often_as_wanted_and_valid_once_confirmed(office, desk):
    _, place = open_wave(office, mode="codes", people=counts())

    first = desk.send(f"{place}/cards/pdf")
    again = desk.send(f"{place}/cards/pdf")
    page = desk.get(f"{place}/cards").get_data(as_text=True)
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    confirmed = desk.send(f"{place}/cards/confirm", {"version": version})
    late = desk.send(f"{place}/cards/pdf")

    assert first.mimetype == again.mimetype == "application/pdf"
    assert first.data.startswith(b"%PDF")
    assert confirmed.status_code == late.status_code == 303
    assert "40 codes are valid now." in desk.get(confirmed.location).get_data(
        as_text=True
    )
    assert late.location.endswith("/cards")
    assert acts(office).count("cards_printed") == 1


def test_wave_ends_later_never_earlier(office, desk):
    _, place = open_wave(office)
    later = (NOW + timedelta(days=20)).date()
    earlier = (NOW + timedelta(days=2)).date()

    answer = desk.send(f"{place}/extend", {"closes": later.isoformat()})
    refused = desk.send(f"{place}/extend", {"closes": earlier.isoformat()})

    assert answer.status_code == 303
    assert "21 September 2026" in desk.get(answer.location).get_data(as_text=True)
    assert refused.status_code == 422


def test_closing_and_sealing_is_asked_for_once_and_waited_for(office, desk):
    wave, place = open_wave(office)
    play(office.installation, wave)

    warned = desk.get(f"{place}/close").get_data(as_text=True)
    answer = desk.send(f"{place}/close", {"seal": "1"})
    again = desk.send(f"{place}/close", {"seal": "1"})
    waiting = desk.get(f"{place}/sealing")
    ticking.seal_asked(office.installation, office.now)
    done = desk.get(f"{place}/sealing")

    assert warned.count("cannot be undone") == 2
    assert answer.location == again.location == f"{place}/sealing"
    assert waiting.headers["Refresh"] == "3"
    assert len(office.nudges) >= 1
    assert done.location == f"{place}/results"
    assert acts(office)[:2].count("closed") <= 1
    assert not keys.exists(office.installation.keys, wave)


def test_only_closing_leaves_the_sealing_to_its_day(office, desk):
    _, place = open_wave(office)

    desk.send(f"{place}/close")

    assert company.state(office.installation) == "closed"
    ticking.seal_asked(office.installation, office.now)
    assert company.state(office.installation) == "closed"
    page = desk.get(f"{place}/participation").get_data(as_text=True)
    assert "seals by itself 14 days after the end" in page


def test_links_of_departments_are_shown_where_anybody_may_answer(office, desk):
    _, place = open_wave(office, mode="open", people=counts())

    page = desk.get(f"{place}/participation").get_data(as_text=True)

    assert len(re.findall(r"http://localhost/d/[0-9A-Za-z-]+", page)) == 4


def test_personal_links_are_never_shown(office, desk):
    wave, place = open_wave(office)
    refuse(office, wave)

    for path in ("participation", "addresses", "additions", "close", "extend"):
        assert "/s/" not in desk.get(f"{place}/{path}").get_data(as_text=True)


def test_scheduled_wave_says_when_it_opens(office, desk):
    wave = launched(office.installation, opens=NOW + 3 * DAY)

    page = desk.get(f"/app/waves/{wave}/participation").get_data(as_text=True)

    assert "opens 4 September 2026" in page
    assert identity(office.installation) == wave
