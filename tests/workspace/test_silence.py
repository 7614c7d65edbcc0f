"""While a wave is open nothing in the workspace depends on what was answered."""

import logging
import re
import shutil

import pytest

from diagnostic.jobs import ticking
from diagnostic.pipeline.links import Links
from diagnostic.pipeline.submission import Answers, submit
from tests.collection.company import ASKED, DAY, token
from tests.workspace.furnished import ROLES, opened
from tests.workspace.matrix import ROWS, values_of

OTHERS = ("respond.", "static", "fonts", "staff.", "factor.")
"""Routes that are not about a wave, or draw a secret."""
CHANGING = re.compile(r'(name="csrf_token" value=)"[^"]+"')


@pytest.fixture
def twins(made, tmp_path):
    """Two offices in which the same people answered, and the opposite."""
    folder, ids = made
    offices = []
    for point in (1, 5):
        place = tmp_path / f"all-{point}"
        shutil.copytree(folder, place)
        office = opened(place)
        answer(office, ids["open"], point)
        office.now += DAY
        ticking.tick(office.installation, office.now, 10 * DAY)
        offices.append(office)
    yield *offices, ids
    for office in offices:
        office.installation.database.close()


def answer(office, wave, point):
    """Let twelve people answer, one point throughout."""
    collected = Links(office.installation)
    items = {item.id: point for item in ASKED.items}
    for number in range(12):
        address = f"marketing{number}@example.com"
        mine = token(office.installation, wave, address)
        asked = collected.find(mine, office.now)
        said = {"resources": f"Nothing but {point} and {point}."}
        given = Answers(items, {}, said)
        assert submit(collected, mine, asked, given, office.now)


def shown(office, ids, role):
    """Everything that the pages answer to somebody, but for the forms' tokens."""
    client = office.client(ROLES[role])
    found = {}
    for endpoint, method in ROWS:
        if method == "GET" and not endpoint.startswith(OTHERS):
            values = {**values_of(endpoint, office, ids), "identity": ids["open"]}
            with office.app.test_request_context():
                path = office.app.url_for(endpoint, **values, _external=False)
            given = client.get(path)
            kept = [h for h in given.headers if h[0] != "Set-Cookie"]
            said = CHANGING.sub(r"\1", given.get_data().decode("latin-1"))
            found[endpoint] = given.status_code, kept, said
    return found


@pytest.mark.parametrize("role", ["leader", "consultant", "administrator"])
def test_answers_make_no_difference_before_a_wave_is_sealed(twins, caplog, role):
    caplog.set_level(logging.DEBUG)
    low, high, ids = twins

    logs = []
    pages = []
    for office in (low, high):
        caplog.clear()
        pages.append(shown(office, ids, role))
        logs.append([record.getMessage() for record in caplog.records])

    assert [name for name in pages[0] if pages[0][name] != pages[1][name]] == []
    assert logs[0] == logs[1]
    assert "Nothing but" not in str(pages)
    if role != "leader":
        assert "<b>12</b> of 40" in pages[0]["waves.participation_page"][2]
