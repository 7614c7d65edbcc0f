"""``diagnostic user``: accounts from the command line."""

import os
import re
from pathlib import Path

import pytest

from diagnostic.config import load, prepare
from diagnostic.pipeline import accounts, audit
from diagnostic.pipeline.installation import open_installation
from diagnostic.web import create_app
from tests.commands.collecting import company, denied, done
from tests.workspace.office import Client

ANA = ("user", "add", "ana@example.org", "--role")


@pytest.fixture
def installation():
    """What the commands have made."""
    opened = open_installation(prepare(load(os.environ, Path.cwd())))
    yield opened
    opened.database.close()


def test_link_stands_alone_on_the_last_line_and_sets_the_password(installation):
    link = done(*ANA, "administrator").splitlines()[-1]
    path = link.removeprefix(installation.base_url)
    browser = Client(create_app(installation))

    browser.send(path, {"password": "correct horse battery"})

    assert re.fullmatch(r"http://127\.0\.0\.1:8000/app/password/[\w.-]+", link)
    signed = {"email": "ana@example.org", "password": "correct horse battery"}
    assert browser.send("/app/login", signed).headers["Location"] == "/app/"


def test_repeated_with_another_company_it_adds_that_one(installation):
    company()
    company("Beta")
    for slug in ("acme", "beta", "beta"):
        done(*ANA, "consultant", "--company", slug)

    found = accounts.find(installation, "ana@example.org")

    assert found.visitor.companies == {"acme", "beta"}


def test_case_of_an_address_does_not_make_another_account(installation):
    done(*ANA, "consultant")
    done("user", "add", "Ana@Example.ORG", "--role", "consultant")

    assert accounts.find(installation, "ANA@example.org").visitor.id == 1
    assert accounts.with_id(installation, 2) is None


def test_it_is_written_down_who_was_added(installation):
    company()
    done(*ANA, "consultant")
    done(*ANA, "consultant", "--company", "acme")
    done(*ANA, "consultant", "--company", "acme")

    found = [
        (entry.account, entry.company, entry.act, entry.about["member"])
        for entry in audit.entries(installation, None)
        if "member" in entry.about
    ]

    assert found == [
        ("command line", "acme", "invited", "ana@example.org"),
        ("command line", "", "account_added", "ana@example.org"),
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("ana", "--role", "consultant"), "this is not an e-mail address"),
        (("ana@example.org", "--role", "leader"), "a leader needs a company"),
        (
            ("ana@example.org", "--role", "consultant", "--company", "nobody"),
            "there is no company nobody",
        ),
        (
            ("ana@example.org", "--role", "administrator", "--company", "acme"),
            "administrators see every company",
        ),
        (("eva@example.org", "--role", "consultant"), "in another role"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(arguments, sentence):
    company()
    done("user", "add", "eva@example.org", "--role", "leader", "--company", "acme")

    assert sentence in denied("user", "add", *arguments)
