"""Sets companies and waves up by commands, and answers as the people invited do."""

import json
from datetime import UTC, datetime
from pathlib import Path

from diagnostic.config import load
from diagnostic.pipeline.installation import open_installation
from diagnostic.pipeline.links import Links
from diagnostic.pipeline.slugs import slug
from diagnostic.pipeline.submission import Answers, submit
from tests.commands.running import run
from tests.mail.post_office import in_folder, link_in

PEOPLE = {"leadership": 5, "Marketing": 7, "Sales": 6}
KEY = "leadership-alignment"
MAIL = Path("instance/mail")
WAVE = "acme/2026-Q3"


def done(*arguments):
    """What a command printed that succeeded."""
    result = run(*arguments)
    assert (result.exit_code, result.exception) == (0, None), result.output
    return result.stdout


def denied(*arguments, code=2):
    """The sentence of a command that could not be done."""
    result = run(*arguments)
    assert result.exit_code == code, (result.output, result.exception)
    assert result.stdout == ""
    [sentence] = result.stderr.splitlines()
    assert sentence.startswith("Error: ")
    assert sentence.endswith(".")
    return sentence.removeprefix("Error: ")


def roster(people=PEOPLE, name="roster.csv"):
    """Write who is invited, by address."""
    rows = [
        f"{slug(department)}{number}@example.com,{department}"
        for department, count in people.items()
        for number in range(count)
    ]
    Path(name).write_text("\n".join(["email,department", *rows, ""]), "utf-8")
    return name


def counts(people=PEOPLE, name="counts.csv"):
    """Write how many are invited."""
    rows = [f"{department},{count}" for department, count in people.items()]
    Path(name).write_text("\n".join(["department,count", *rows, ""]), "utf-8")
    return name


def company(name="Acme"):
    return done("company", "add", name).strip()


def draft(name="2026-Q3", *options, mode="invited", people=PEOPLE):
    """Set up a wave of the company 'acme', and the company if it is not there."""
    if "acme " not in done("company", "list"):
        company()
    listed = roster(people) if mode == "invited" else counts(people)
    options = ("--questionnaire", KEY, "--roster", listed, "--mode", mode, *options)
    done("wave", "create", "acme", name, *options)
    return f"acme/{name}"


def launched(name="2026-Q3", *options, **more):
    """Open a wave; its letters wait."""
    wave = draft(name, *options, **more)
    done("wave", "launch", wave)
    return wave


def invited(name="2026-Q3", *options, **more):
    """Open a wave whose letters have arrived."""
    wave = draft(name, *options, **more)
    done("wave", "launch", wave, "--wait")
    return wave


def status(wave=WAVE):
    return json.loads(done("wave", "status", wave, "--json"))


def tokens():
    """The token that each address was sent."""
    return {
        address: link_in(letter).rpartition("/")[2]
        for address, letter in in_folder(MAIL).items()
    }


def answer(typed, environ=None):
    """Answer every item, by tokens or codes."""
    installation = open_installation(load(environ or {}, Path.cwd()))
    links = Links(installation)
    now = datetime.now(UTC)
    for number, token in enumerate(typed):
        asked = links.find(token, now)
        points = {
            item.id: 1 + (number + place) % 5
            for place, item in enumerate(asked.questionnaire.items)
        }
        assert submit(links, token, asked, Answers(points), now)
    installation.database.close()
