"""A copy of the office, with an action of the first of two quarters."""

import re
import shutil
from html import unescape

from diagnostic.pipeline import actions, audit
from diagnostic.pipeline.actions import Deed
from tests.workspace.drafting import form
from tests.workspace.furnished import LATER, ROLES, opened

PLACE = "/app/companies/acme/actions"
PUT_RIGHT = "Put right one thing that needs no purchase."
DEED = Deed(audit.COMMAND_LINE, LATER)
TYPED = {
    **{"what": "Meet weekly.", "owner": "COO", "due": "2026-12-24", "state": "open"},
    **{"figure": "gap", "note": "", "measure": "Days", "unit": "days"},
}


class Desk:
    """A copy of the office: an action of the first of two quarters is overdue."""

    def __init__(self, made, folder):
        source, self.ids = made
        shutil.copytree(source, folder / "copy")
        self.office = opened(folder / "copy")
        self.installation = self.office.installation
        self.ana = self.office.client(ROLES["consultant"])
        self.lea = self.office.client(ROLES["leader"])
        self.page = f"{PLACE}/{self.ids['action']}"

    @property
    def listed(self):
        return actions.listed(self.installation, "acme", self.office.now)

    def action(self):
        found = (self.installation, "acme", self.ids["action"], self.office.now)
        return actions.find(*found)

    def first_offer(self):
        found = self.ana.get(f"{PLACE}/new").text
        return unescape(re.search(rf'href="({PLACE}/new\?[^"]+)"', found)[1])

    def send(self, client=None, place=None, **fields):
        """Fill the form that a page shows, and send it."""
        client, place = client or self.ana, place or self.page
        shown = form(client.get(place))
        kept = {k: v for k, v in shown.items() if k not in ("quarter", "value")}
        return client.send(place, {**kept, **fields})
