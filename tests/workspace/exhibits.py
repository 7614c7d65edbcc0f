"""Sealed waves with the releases of simulated companies, hung in an office."""

from diagnostic.pipeline import life
from diagnostic.release import to_bytes
from diagnostic.store import releases, waves
from questionnaires import content
from tests.collection.company import DAY, NOW, launched
from tests.printing.companies import printed


def hung(office, kind="usual", name="2026-Q3", *, now=NOW, comments=(), release=None):
    """Hang a kind of company as a sealed wave of Acme; gives its address."""
    written, asked = printed(kind)
    installation = office.installation
    options = {"subject": "New prices"} if asked.key == "initiative-readiness" else {}
    source = content(asked.key)
    wave = launched(installation, name, now=now, questionnaire=source, **options)
    life.close(installation, "acme", name, now + DAY)
    document = to_bytes(release or written)
    with installation.database.writing() as session:
        waves.move(session, wave, "closed", "sealed")
        releases.add(session, wave, document, "", "{}", comments)
    return f"/app/waves/{wave}/results"
