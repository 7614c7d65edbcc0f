"""Looking after accounts: one's own, a company's people, everybody."""

import pytest

from diagnostic.pipeline import accounts, audit, staff
from tests.workspace.signing import (
    ANA,
    PASSWORD,
    give_password,
    is_signed_in,
    signed,
    told,
)

ROOT, EVA, BOB = "root@example.org", "eva@acme.example", "bob@example.org"
PEOPLE = "/app/companies/acme/people"
NEW = "another horse, another battery"


@pytest.fixture
def acme(office):
    return office.company()


@pytest.fixture
def ana(office, acme):
    """A consultant of a company."""
    return office.signed_in(ANA, "consultant", acme)


@pytest.fixture
def root(office):
    return office.signed_in(ROOT, "administrator")


def account(office, email):
    return accounts.find(office.installation, email)


def acts(office, company=None):
    return [
        (entry.account, entry.company, entry.act, entry.about.get("member"))
        for entry in audit.entries(office.installation, company)
    ]


def letters(office):
    return {
        member.email: member.letter
        for member in staff.everybody(office.installation)
        if member.letter
    }


def test_name_and_language_can_be_changed(office, ana):
    answer = ana.send("/app/account", {"name": "Ana <Maria>", "language": "pt"})

    assert answer.status_code == 303
    page = ana.get("/app/account").get_data(as_text=True)
    assert '<html lang="pt">' in page
    assert "Ana &lt;Maria&gt;" in page
    assert "Guardado." in page


def test_password_is_changed_and_other_sessions_end(office, ana):
    give_password(office)
    other = office.client(ANA)

    answer = ana.send("/app/account/password", {"password": NEW})

    assert answer.headers["Location"] == "/app/account"
    assert is_signed_in(ana)
    assert not is_signed_in(other)
    assert signed(office.client(), password=NEW).status_code == 303
    assert signed(office.client(), password=PASSWORD).status_code == 422


@pytest.mark.parametrize("password", ["short", ANA])
def test_poor_password_changes_nothing(office, ana, password):
    give_password(office)

    assert ana.send("/app/account/password", {"password": password}).status_code == 422
    assert signed(office.client()).status_code == 303


def test_signing_out_everywhere_ends_the_other_sessions(office, ana):
    others = [office.client(ANA) for _ in range(2)]

    ana.send("/app/account/everywhere")

    assert is_signed_in(ana)
    assert not any(is_signed_in(other) for other in others)


def test_consultant_invites_a_leader_and_a_colleague(office, ana):
    for email, role in ((EVA, "leader"), (BOB, "consultant")):
        answer = ana.send(PEOPLE, {"email": email, "role": role})
        assert answer.headers["Location"] == PEOPLE

    found = {email: account(office, email).visitor for email in (EVA, BOB)}
    assert (found[EVA].role, found[BOB].role) == ("leader", "consultant")
    assert all(visitor.companies == {"acme"} for visitor in found.values())
    assert letters(office) == {EVA: "queued", BOB: "queued"}
    assert len(office.nudges) == 2
    assert acts(office, "acme") == [
        (ANA, "acme", "invited", BOB),
        (ANA, "acme", "invited", EVA),
    ]
    assert "No password yet. The invitation is on its way." in told(ana.get(PEOPLE))


def test_who_has_a_password_is_not_sent_another_link(office, ana):
    other = office.company("Beta")
    office.account(BOB, "consultant", other)
    give_password(office, BOB)

    ana.send(PEOPLE, {"email": BOB, "role": "consultant"})

    assert account(office, BOB).visitor.companies == {"acme", "beta"}
    assert letters(office) == {}


@pytest.mark.parametrize(
    ("email", "role", "said"),
    [
        (ANA, "consultant", "Ana@example.org is there already."),
        (ROOT, "consultant", "is there already, in another role."),
        (EVA, "consultant", "is there already, in another role."),
        ("nobody", "leader", "This is not an e-mail address"),
        ("", "leader", "Please fill this in."),
        (BOB, "administrator", ""),
        (BOB, "", ""),
    ],
)
def test_invitation_that_cannot_be_is_refused(office, ana, root, email, role, said):
    ana.send(PEOPLE, {"email": EVA, "role": "leader"})
    before = acts(office)

    answer = ana.send(PEOPLE, {"email": email, "role": role})

    assert answer.status_code == 422
    assert said in told(answer)
    assert acts(office) == before


def test_invitation_is_sent_again_as_long_as_there_is_no_password(office, ana):
    ana.send(PEOPLE, {"email": EVA, "role": "leader"})
    path = f"{PEOPLE}/{account(office, EVA).visitor.id}/invite"
    with office.installation.database.writing() as session:
        from diagnostic.store import notices

        notices.mark(session, notices.claim(session).id, "failed")
    assert "could not be sent" in told(ana.get(PEOPLE))

    ana.send(path)
    assert letters(office)[EVA] == "queued"

    give_password(office, EVA)
    ana.send(path)
    assert f"{EVA.capitalize()} has a password." in told(ana.get(PEOPLE))


def test_membership_is_taken_away(office, ana):
    eva = office.signed_in(EVA, "leader", "acme")

    ana.send(f"{PEOPLE}/{account(office, EVA).visitor.id}/remove")

    assert account(office, EVA).visitor.companies == frozenset()
    assert "Acme" not in told(eva.get("/app/"))
    assert acts(office, "acme")[0] == (ANA, "acme", "membership_removed", EVA)


def test_nobody_takes_themselves_off(office, ana):
    ana.send(f"{PEOPLE}/{account(office, ANA).visitor.id}/remove")

    assert account(office, ANA).visitor.companies == {"acme"}
    assert "You cannot take yourself off" in told(ana.get(PEOPLE))


def test_consultant_of_another_company_cannot_touch_this_one(office, ana):
    bob = office.signed_in(BOB, "consultant", office.company("Beta"))
    mine = account(office, ANA).visitor.id

    assert bob.get(PEOPLE).status_code == 404
    for path in (
        *(PEOPLE, f"{PEOPLE}/{mine}/remove", f"{PEOPLE}/{mine}/invite"),
        *(f"{PEOPLE}/two-factors", f"{PEOPLE}/one-factor"),
        f"/app/companies/beta/people/{mine}/remove",
    ):
        assert bob.send(path, {"email": BOB, "role": "consultant"}).status_code == 404
    assert account(office, ANA).visitor.companies == {"acme"}


def test_leader_sees_no_page_of_people(office, ana):
    eva = office.signed_in(EVA, "leader", "acme")

    for path in (PEOPLE, "/app/accounts", "/app/accounts/1/role"):
        assert eva.get(path).status_code == 404
    assert eva.send(PEOPLE, {"email": BOB, "role": "leader"}).status_code == 404


def test_consultant_sees_no_page_of_all_accounts(office, ana):
    paths = ("/app/accounts", "/app/accounts/1/role")
    assert [ana.get(path).status_code for path in paths] == [404, 404]
    for act in ("role", "switch-off", "switch-on", "reset", "invite"):
        assert ana.send(f"/app/accounts/1/{act}").status_code == 404


def test_administrator_invites_anybody(office, root, acme):
    for email, role, company in (
        (EVA, "leader", acme),
        (BOB, "consultant", ""),
        ("second@example.org", "administrator", ""),
    ):
        fields = {"email": email, "role": role, "company": company}
        assert root.send("/app/accounts", fields).status_code == 303

    assert [(act, member) for _, _, act, member in acts(office)] == [
        ("account_added", "second@example.org"),
        ("account_added", BOB),
        ("invited", EVA),
    ]


def test_leader_without_a_company_is_refused(office, root):
    fields = {"email": EVA, "role": "leader", "company": ""}

    answer = root.send("/app/accounts", fields)

    assert answer.status_code == 422
    assert "A leader needs a company." in told(answer)


def test_account_is_switched_off_and_on_again(office, root, ana):
    number = account(office, ANA).visitor.id

    root.send(f"/app/accounts/{number}/switch-off")
    assert not is_signed_in(ana)
    assert "Switched off" in told(root.get("/app/accounts"))
    root.send(f"/app/accounts/{number}/switch-on")

    assert not is_signed_in(ana)
    assert is_signed_in(office.client(ANA))
    assert [act for _, _, act, _ in acts(office)] == [
        "account_activated",
        "account_deactivated",
    ]


def test_role_is_changed_and_holds_at_once(office, root, ana):
    number = account(office, ANA).visitor.id

    root.send(f"/app/accounts/{number}/role", {"role": "administrator"})

    assert account(office, ANA).visitor.companies == frozenset()
    assert ana.get("/app/accounts").status_code == 200
    assert acts(office)[0] == (ROOT, "", "role_changed", ANA)


def test_administrator_leaves_their_own_account_alone(office, root):
    """So that there is always one left."""
    for act in ("switch-off", "reset", "role"):
        root.send(f"/app/accounts/1/{act}", {"role": "leader"})

    assert account(office, ROOT).active
    assert account(office, ROOT).visitor.role == "administrator"


def test_account_that_is_not_there_is_not_found(office, root):
    assert root.get("/app/accounts/99/role").status_code == 404
    assert root.send("/app/accounts/99/switch-off").status_code == 404


def test_number_of_queries_does_not_grow_with_accounts(office, root, acme):
    from sqlalchemy import event

    counted: list = []
    event.listen(
        office.installation.database.engine,
        "before_cursor_execute",
        lambda *_: counted.append(1),
    )

    def queries(path):
        counted.clear()
        assert root.get(path).status_code == 200
        return len(counted)

    before = [queries(path) for path in ("/app/accounts", PEOPLE)]
    for n in range(12):
        office.account(f"somebody{n}@example.org", "leader", acme)
    after = [queries(path) for path in ("/app/accounts", PEOPLE)]

    assert before == after
