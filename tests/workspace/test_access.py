"""Who may open what: a row for every route, and a route without a row fails."""

import re
import shutil

import pytest

from tests.workspace.furnished import ROLES, opened
from tests.workspace.matrix import FIELDS, LOGIN, ROWS, values_of


@pytest.fixture(scope="module")
def standing(made):
    """The office itself, for requests that must not change it."""
    folder, ids = made
    office = opened(folder)
    yield office, ids
    office.installation.database.close()


@pytest.fixture
def copied(made, tmp_path):
    """A copy of the office, to be changed."""
    folder, ids = made
    shutil.copytree(folder, tmp_path / "copy")
    office = opened(tmp_path / "copy")
    yield office, ids
    office.installation.database.close()


def rules(app):
    """Every route of the workspace, a method at a time."""
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method


def ask(office, ids, endpoint, method, role, **others):
    values = {**values_of(endpoint, office, ids), **others}
    with office.app.test_request_context():
        path = office.app.url_for(endpoint, **values, _external=False)
    client = office.client(ROLES[role])
    if method == "GET":
        return client.get(path)
    return client.send(path, FIELDS.get(endpoint))


def test_every_route_has_a_row(standing):
    office, _ = standing

    assert set(rules(office.app)) == set(ROWS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("endpoint", "method"),
    [row for row, who in ROWS.items() if who is not None],
    ids=lambda value: str(value),
)
def test_route_is_open_to_whom_it_is_meant_for(request, made, endpoint, method, role):
    may = role in ROWS[endpoint, method]
    changes = may and method == "POST"
    office, ids = request.getfixturevalue("copied" if changes else "standing")

    answer = ask(office, ids, endpoint, method, role)

    if may:
        assert answer.status_code in (200, 302, 303, 409, 422), answer.status
        assert LOGIN not in (answer.location or "")
    elif role == "nobody":
        assert answer.status_code in (302, 303, 403)
        assert answer.status_code == 403 or LOGIN in answer.location
    else:
        assert answer.status_code == 404


@pytest.mark.parametrize("role", ["consultant elsewhere", "leader elsewhere", "leader"])
def test_unknown_and_forbidden_are_the_same(standing, role):
    office, ids = standing
    client = office.client(ROLES[role])
    client.get("/app/")  # begins the session
    forbidden, unknown = (
        client.get(f"/app/waves/{identity}/participation")
        for identity in (ids["open"], "0123456789abcdef")
    )

    assert forbidden.status_code == unknown.status_code == 404
    token = rb'name="csrf_token" value="[^"]+"'  # of the button to sign out
    assert re.sub(token, b"", forbidden.data) == re.sub(token, b"", unknown.data)
    names = {"Set-Cookie", "Content-Length"}
    assert [h for h in forbidden.headers if h[0] not in names] == [
        h for h in unknown.headers if h[0] not in names
    ]


def test_leader_knows_nothing_of_a_wave_before_it_is_sealed(standing):
    office, _ = standing
    client = office.client(ROLES["leader"])

    page = client.get("/app/", follow_redirects=True).get_data(as_text=True)

    assert "2026-Q2" in page
    assert "2026-Q3" not in page
    assert "2026-Q4" not in page


def test_forbidden_requests_change_nothing(standing):
    office, ids = standing
    before = everything(office)

    for endpoint, method in ROWS:
        if method == "POST" and ROWS[endpoint, method]:
            for role in set(ROLES) - set(ROWS[endpoint, method]) - {"nobody"}:
                ask(office, ids, endpoint, method, role)

    assert everything(office) == before


def everything(office):
    """All rows of all tables."""
    from diagnostic.store.models import Base

    with office.installation.database.reading() as session:
        connection = session.connection()
        return {
            table.name: connection.execute(
                table.select().order_by(*table.primary_key)
            ).all()
            for table in Base.metadata.sorted_tables
        }
