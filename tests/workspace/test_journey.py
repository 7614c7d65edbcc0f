"""From the login to the report that is handed over, in a real browser."""

import re
import subprocess
import urllib.request
from io import BytesIO
from urllib.parse import urlencode

import pypdf
import pytest
from playwright.sync_api import expect

from questionnaires import load
from tests.faults.serving import PROGRAM, served, until
from tests.mail.post_office import in_folder

CONSULTANT, LEADER = "ana@consultancy.example", "rita@bramble.example"
PASSWORD = "a long walk by the river"  # noqa: S105
SIZES = {"leadership": 6, "Marketing": 12, "Sales": 10}
ASKED = load("leadership-alignment")
SLOW = 60_000
"""Milliseconds that a busy machine may take for what a worker does."""


@pytest.fixture
def site(tmp_path, sqlite_database_url):
    """An installation that is served, worker and all."""
    folder = tmp_path / "instance"
    folder.mkdir()
    with served(folder, sqlite_database_url, tmp_path / "log", None) as running:
        running.serve()
        yield running


@pytest.fixture
def page(browser):
    context = browser.new_context(accept_downloads=True, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(SLOW)
    yield page
    context.close()


def test_consultant_hands_over_a_report_and_a_leader_reads_it(site, page):
    first_password(site, page)
    add_company(page)
    set_up(page)
    invite_leader(page)
    answer_everything(site)
    close_and_seal(page)
    report = hand_over(page)
    sign_out(page)
    read_as_leader(site, page)

    said = "".join(part.extract_text() for part in pypdf.PdfReader(report).pages)
    assert "Bramble" in said
    assert "Marketing" in said


def first_password(site, page):
    added = subprocess.run(  # noqa: S603  # our own command
        [PROGRAM, "user", "add", CONSULTANT, "--role", "consultant"],
        env=site.environ,
        check=True,
        capture_output=True,
        text=True,
    )
    set_password(page, added.stdout.split()[-1])
    sign_in(page, CONSULTANT)


def set_password(page, link):
    page.goto(link)
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    page.locator("main button.first").click()


def sign_in(page, email):
    if "/app/login" not in page.url:
        return
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button.first").click()


def add_company(page):
    page.get_by_role("link", name="Add a company").click()
    page.get_by_label("Name").fill("Bramble & Sons")
    page.get_by_role("button", name="Add this company").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bramble & Sons")


def set_up(page):
    page.get_by_role("link", name="Set up a wave").click()
    page.get_by_label("Name").fill("2026-Q4")
    page.get_by_role("button", name="Create the draft").click()
    page.get_by_role("link", name="Participants").first.click()
    page.locator("textarea").fill(roster())
    page.get_by_role("button", name="Look at the list").click()
    page.get_by_role("button", name="Invite these people").click()
    page.get_by_role("link", name="Check and launch").first.click()
    page.get_by_role("button", name="Launch 2026-Q4").click()
    expect(page.locator("main")).to_contain_text("of 28 answered")


def roster():
    rows = [
        f"{name}{number}@bramble.example,{name}"
        for name, size in SIZES.items()
        for number in range(size)
    ]
    return "\n".join(["email,department", *rows])


def invite_leader(page):
    page.get_by_role("link", name="Bramble & Sons").click()
    page.get_by_role("link", name="People").click()
    page.get_by_label("E-mail address").fill(LEADER)
    page.get_by_label("Leader").check()
    page.get_by_role("button", name=re.compile("Invite")).first.click()
    expect(page.locator("main")).to_contain_text(LEADER)


def answer_everything(site):
    """Answer as everybody invited; leaders are content, teams are not."""
    people = sum(SIZES.values())
    until(lambda: len(links(site)) == people, site.works)
    for link, leads in links(site).items():
        point = "5" if leads else "2"
        sheet = {item.id: point for item in ASKED.items if not item.options}
        with urllib.request.urlopen(  # noqa: S310  # our own server
            link, urlencode(sheet).encode()
        ) as answer:
            assert answer.url.endswith("/thanks")


def links(site):
    """Give everybody's link, and whether it is a leader's."""
    return {
        found[0]: to.startswith("leadership")
        for to, letter in in_folder(site.folder / "mail").items()
        if (found := re.findall(r"http://\S+/s/\S+", letter.get_content()))
    }


def close_and_seal(page):
    page.get_by_role("link", name="Companies").first.click()
    page.get_by_role("link", name="2026-Q4").click()
    page.get_by_role("link", name="Close the wave").click()
    page.get_by_role("button", name="Close and seal now").click()
    page.wait_for_url(re.compile("/results"), timeout=SLOW)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def hand_over(page):
    """Have the PDF made, and download it."""
    page.get_by_role("link", name="Files").first.click()
    page.get_by_role("button", name=re.compile("PDF")).first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(r"\.pdf")).click()
    return BytesIO(download.value.path().read_bytes())


def sign_out(page):
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/app/login"))


def read_as_leader(site, page):
    [letter] = [
        letter for to, letter in in_folder(site.folder / "mail").items() if LEADER in to
    ]
    [link] = re.findall(r"http://\S+/app/password/\S+", letter.get_content())
    set_password(page, link)
    sign_in(page, LEADER)
    page.get_by_role("link", name="2026-Q4", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Set up a wave")
    page.get_by_role("link", name="Files").first.click()
    expect(page.get_by_role("link", name=re.compile(r"\.pdf"))).to_be_visible()
