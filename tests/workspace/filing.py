"""Files of sealed waves: who asks for them, where they are offered."""

import re
from html import unescape

from tests.workspace import offices

ANNA, BEN, LEA = "anna@example.com", "ben@example.com", "lea@example.com"
BETA = "beta-sn"


def furnished(folder):
    """Open an office in a folder and fill it; gives the ids of its waves."""
    office = offices.opened(folder)
    ids = offices.furnished(office)
    office.account(ANNA, "consultant", "acme", BETA)
    office.account(BEN, "consultant", "acme")
    office.account(LEA, "leader", "acme")
    office.installation.database.close()
    return ids


def files(ids, company="acme"):
    return f"/app/waves/{ids[company]}/files"


def asked(client, path, kind="json", language="en"):
    answer = client.send(path, {"kind": kind, "language": language})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return client.get(path)


def offered(page):
    """Addresses of the files that a page offers."""
    return re.findall(r'href="(/app/files/[^"]+)"', unescape(page.get_data(True)))
