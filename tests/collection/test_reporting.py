"""A wave's files say what led up to it: waves before, maps, actions agreed on."""

import io
import pickle
from datetime import date

import pypdf
import pytest
from sqlalchemy import select, update

from diagnostic.pipeline import actions, audit, departments, documents, reporting
from diagnostic.pipeline.actions import Deed, Finding, Wanted
from diagnostic.pipeline.intact import TamperedError
from diagnostic.store import models as m
from diagnostic.store.models import DocumentKind
from tests.collection.company import NOW
from tests.collection.forged import forged
from tests.collection.reorganised import SPLIT, company

Q1, Q2, Q3 = "2026-Q1", "2026-Q2", "2026-Q3"
LATER = NOW.replace(year=2027)
GAP = Finding(Q1, "resources", "Sales", "gap_leadership_higher")
DEED = Deed(audit.COMMAND_LINE, LATER)


@pytest.fixture
def acme(copied):
    departments.confirm(copied, "acme", Q1, Q2, SPLIT, (), (), LATER)
    return copied


def agreed(acme):
    wanted = Wanted("Name one owner.", owner="COO", due=date(2026, 6, 30))
    return actions.add(acme, "acme", GAP, wanted, DEED)


def words(acme, name):
    made = reporting.report(acme, "acme", name, ["pdf"], language="en")["pdf"]
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_report_sets_a_wave_beside_the_one_before_under_the_map(acme):
    agreed(acme)
    [document] = reporting.basis(acme, "acme", Q2).series.compared.values()

    said = words(acme, Q2)

    assert "Sales has become Field and Shops" in said
    assert "found in 2026-Q1 · COO · due 30 June 2026 · Not begun" in said
    assert f"SHA-256 of the comparison with 2026-Q1: {document['sha256']}" in said
    assert "collected elsewhere and imported" in said


def test_report_of_an_earlier_wave_knows_nothing_of_what_came_after(acme):
    agreed(acme)
    found = reporting.basis(acme, "acme", Q1)

    assert [quarter.name for quarter in found.series.quarters] == [Q1]
    assert found.followed == ()
    assert "This is the first wave with this questionnaire" in words(acme, Q1)


def test_what_a_file_is_made_of_can_be_sent_to_another_process(acme):
    agreed(acme)
    found = reporting.basis(acme, "acme", Q3)

    assert [one.action.what for one in found.followed] == ["Name one owner."]
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  # of our own


def test_report_is_refused_where_an_earlier_release_was_changed(installation):
    company(installation)
    with installation.database.reading() as session:
        [first] = session.scalars(select(m.Wave.id).filter_by(name=Q1))
    forged(installation, m.Release, first)

    with pytest.raises(TamperedError, match="the release of acme/2026-Q1 was changed"):
        reporting.basis(installation, "acme", Q3)


@pytest.mark.parametrize("happens", ["agreed", "changed", "deleted"])
def test_reports_are_made_again_once_an_action_is_another(acme, happens):
    action = agreed(acme) if happens != "agreed" else None
    with acme.database.reading() as session:
        ids = {wave.name: wave.id for wave in session.scalars(select(m.Wave))}
    kinds: tuple[DocumentKind, ...] = ("pdf", "pptx", "xlsx", "csv", "staff")
    asked = {kind: documents.ask(acme, ids[Q3], kind, "en", LATER) for kind in kinds}
    with acme.database.writing() as session:
        session.execute(update(m.Document).values(state="done", content=b"x"))

    if happens == "agreed":
        agreed(acme)
    elif happens == "changed":
        actions.report(acme, "acme", action, "done", "", 0, DEED)
    else:
        actions.delete(acme, "acme", action, DEED)

    left = {kind for kind, one in asked.items() if documents.find(acme, one)}
    assert left == {"staff"}
