"""An office with everything in it, and what the addresses of its pages need."""

from diagnostic.jobs import ticking
from diagnostic.pipeline import (
    accounts,
    actions,
    brands,
    documents,
    drafts,
    making,
    reporting,
)
from diagnostic.pipeline.actions.typed import quarter_of
from diagnostic.pipeline.brands import Typed
from diagnostic.store.database import connect
from questionnaires.additions import Addition
from reports.document import read
from tests.brand.pictures import logo, saved
from tests.collection.company import DAY, NOW, draft, launched, play
from tests.workspace.office import Office

ROLES = {
    "nobody": None,
    "consultant elsewhere": "consultant@elsewhere.example",
    "leader elsewhere": "leader@elsewhere.example",
    "leader": "leader@example.com",
    "consultant": "consultant@example.com",
    "administrator": "administrator@example.com",
}
LATER = NOW + 40 * DAY


def opened(folder):
    """Open the office of a folder."""
    office = Office(connect(f"sqlite:///{folder}/diagnostic.db"), folder)
    office.now = LATER + DAY
    return office


def furnish(folder):
    """Fill an empty office; gives the ids of what is in it."""
    office = opened(folder)
    installation = office.installation
    office.company("Acme")
    office.company("Elsewhere")
    for role, email in ROLES.items():
        if email is None:
            continue
        slug = "elsewhere" if "elsewhere" in email else "acme"
        kind = role.split()[0]
        office.account(email, kind, *([] if kind == "administrator" else [slug]))
    for slug in ("acme", None):
        brands.save(installation, slug, Typed("House"), logo=saved(logo((90, 30))))
    before, sealed = (
        _sealed(installation, name, opens)
        for name, opens in (("2026-Q1", NOW), ("2026-Q2", NOW + 20 * DAY))
    )
    ids = {
        "before": before,
        "sealed": sealed,
        "open": launched(installation, "2026-Q3", now=LATER),
        "draft": draft(installation, "2026-Q4", now=LATER),
    }
    asked = Addition({"en": "I know whom to ask.", "pt": "Sei a quem perguntar."})
    drafts.set_additions(installation, "acme", "2026-Q4", [asked], revision=0)
    ids["action"] = agreed(installation)
    ids["document"] = documents.ask(installation, sealed, "json", "en", LATER)
    making.make_waiting(installation)
    ids["consultant"] = accounts.find(installation, ROLES["consultant"]).visitor.id
    installation.database.close()
    return ids


def agreed(installation, wave="2026-Q1", now=LATER, **typed):
    """Agree on an overdue action about a wave of Acme, measured once; gives its id."""
    release, asked = reporting.released(installation, "acme", wave)
    [first, *_] = actions.findings(read(release, asked, "en"), wave)
    told = {
        "what": "Put right one thing that needs no purchase.",
        "owner": "Head of Operations",
        "measure": "Days from decision to launch",
        "unit": "days",
        **typed,
    }
    wanted = actions.Wanted(**told, due=(now - 3 * DAY).date())
    deed = actions.Deed(ROLES["consultant"], now)
    found = actions.add(installation, "acme", first, wanted, deed)
    quarter = quarter_of(now.date())
    actions.measure(installation, "acme", found, quarter, "42.5", deed)
    return found


def _sealed(installation, name, opens):
    wave = launched(installation, name, now=opens)
    play(installation, wave, now=opens)
    ticking.seal(installation, [wave], opens + 14 * DAY)
    return wave
