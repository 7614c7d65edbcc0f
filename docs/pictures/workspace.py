"""Draws the pictures of the consultants' guide, from the demonstration's workspace."""

import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

from PIL import Image
from playwright.sync_api import sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from diagnostic.cli.rehearsal import ADMINISTRATOR
from diagnostic.pipeline import accounts, companies, life, listing, waves
from diagnostic.pipeline.installation import Installation
from diagnostic.roster import Roster, RosterDepartment
from diagnostic.store.database import connect
from diagnostic.web import create_app
from diagnostic.web.accounts.sessions import signed
from questionnaires import content

HERE = Path(__file__).parent
PROGRAM = Path(sys.executable).with_name("diagnostic")
SIZES = {"leadership": 4, "Marketing": 16, "Product": 9, "Sales": 24, "Support": 4}
WIDTH = 1100
NOW = datetime.now(UTC)
"""A wave that is open now is what a consultant would look at."""


class Silent(WSGIRequestHandler):
    """Logs nothing."""

    def log(self, *_: object) -> None:
        """Keep the terminal for what matters."""


def main() -> None:
    """Write one PNG a page."""
    with tempfile.TemporaryDirectory() as name:
        command = [str(PROGRAM), "demo", "--output", name]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        draw(opened(Path(name) / "workspace/instance"))


def opened(folder: Path) -> Installation:
    """Open the installation that the demonstration leaves, and set up two waves."""
    installation = Installation(
        connect(f"sqlite:///{folder}/diagnostic.db"),
        folder / "keys",
        "http://127.0.0.1:8000",
        (folder / "secret").read_text().strip(),
    )
    [company] = [found.slug for found in listing.companies(installation)]
    companies.add(installation, "Second company (simulated)", "pt")
    waves.create(
        installation,
        company,
        "2026-Q4",
        questionnaire=content("leadership-alignment"),
        roster=roster(),
        now=NOW,
    )
    life.launch(installation, company, "2026-Q4", NOW)
    ends = NOW + timedelta(days=100)
    waves.create(
        installation,
        company,
        "2027-Q1",
        questionnaire=content("leadership-alignment"),
        roster=roster(),
        opens=ends - timedelta(days=14),
        closes=ends,
        now=NOW,
    )
    return installation


def roster() -> Roster:
    """Invent people to invite."""
    return Roster(
        tuple(
            RosterDepartment(
                name,
                name == "leadership",
                tuple(f"{name}{n}@example.com".lower() for n in range(size)),
                size,
            )
            for name, size in SIZES.items()
        )
    )


def draw(installation: Installation) -> None:
    """Open the pages in a browser, signed in, and keep what is seen."""
    app = create_app(installation)
    person = accounts.find(installation, ADMINISTRATOR)
    if person is None:
        raise SystemExit("the demonstration left no account")
    client = app.test_client()
    with client.session_transaction(path="/app/") as kept:
        kept.update(signed(person.uniquifier, NOW))
    cookie = client.get_cookie("workspace", path="/app")
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        context = browser.new_context(device_scale_factor=1.5)
        context.add_cookies(
            [{"name": "workspace", "value": cookie.value, "url": f"{base}/app/"}]
        )
        page = context.new_page()
        for name, (path, height) in pages(installation).items():
            page.set_viewport_size({"width": WIDTH, "height": height})
            page.goto(base + path)
            target = HERE / f"workspace-{name}.png"
            page.screenshot(path=target)
            # Few colours: the pictures lie in the repository.
            Image.open(target).convert("RGB").quantize(64).save(target, optimize=True)
        browser.close()
    server.shutdown()


def pages(installation: Installation) -> dict[str, tuple[str, int]]:
    """Name the pictures, the pages that they show, and how much of each."""
    company = next(found for found in listing.glances(installation) if found.wave)
    found = {w.name: w.id for w in listing.waves_of(installation, company.slug)}
    return {
        "companies": ("/app/", 420),
        "check": (f"/app/waves/{found['2027-Q1']}/setup", 1060),
        "participation": (f"/app/waves/{found['2026-Q4']}/participation", 1080),
        "results": (f"/app/waves/{found['2026-Q3']}/results", 900),
        "quarters": (f"/app/companies/{company.slug}/quarters", 1000),
        "actions": (f"/app/companies/{company.slug}/actions", 760),
    }


if __name__ == "__main__":
    main()
