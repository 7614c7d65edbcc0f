"""A company of which every name is hostile: markup, other scripts, and very long."""

from functools import cache

from diagnostic.brand import Brand
from diagnostic.brand.logos import read_logo
from diagnostic.release import release
from diagnostic.stats import diagnose
from diagnostic.tally import tally_sheets
from questionnaires import Questionnaire, load
from reports.commentary import FOREWORD, Commentary
from reports.pdf import render
from reports.sections import sections
from tests.brand.pictures import logo, saved
from tests.printing.companies import COMPOUND, MARKUP, RULES, sheets
from tests.printing.shelf import shelved
from tests.printing.tags import Tagged, read

HEBREW = "שלום (A1) 25, B2!"
ARABIC = "فريق 7 (x)"
TURNED = "Team \N{RIGHT-TO-LEFT OVERRIDE}drawkcab\N{POP DIRECTIONAL FORMATTING} 12"
"""Its letters would run backwards, and what follows with them."""
CAPTION = '"> <img src=x onerror=alert(1)><h1>&amp;'
CLIENT = Brand(MARKUP, read_logo(saved(logo((320, 96)))), "#166534", None, "", CAPTION)
HOUSE = Brand(f"House {CAPTION}")


def _marked(number: int) -> dict[str, str]:
    return {"en": f"<h{number % 6 + 1}>E{number}</h1> & {{{{7*7}}}}"}


@cache
def asked() -> Questionnaire:
    """Ask about readiness, with markup in every text of the questionnaire."""
    raw = load("initiative-readiness").model_dump(mode="json")
    number = 0

    def hostile(part):
        nonlocal number
        if isinstance(part, dict) and set(part) == {"en", "pt"}:
            number += 1
            return _marked(number)
        if isinstance(part, dict):
            return {key: hostile(value) for key, value in part.items()}
        return [hostile(value) for value in part] if isinstance(part, list) else part

    raw["scale"] |= {"labels": {"en": [f"<b>{point}</b> &" for point in range(1, 6)]}}
    options = [{"key": key, "text": _marked(place)} for place, key in enumerate("abc")]
    first = raw["dimensions"][0]["key"]
    raw["items"].append(
        {
            "id": "choice",
            "dimension": first,
            "facet": None,
            "text": {"en": f"Which? {MARKUP}", "pt": "?"},
            "kind": "choice",
            "options": options,
        }
    )
    raw = hostile(raw) | {"languages": ["en"], "key": "initiative-readiness"}
    return Questionnaire.model_validate(raw)


@cache
def written():
    """Release a wave in which company, wave, teams and initiative are hostile."""
    people = {"leadership": 12, MARKUP: 24, HEBREW: 14, ARABIC: 12, TURNED: 11}
    people |= {COMPOUND: 10, CAPTION: 4}
    views = {"leadership": 4.5, MARKUP: 2.4, HEBREW: 4.4}
    tally = tally_sheets(asked(), sheets(asked(), people, views, 1), wave=MARKUP)
    found = diagnose(tally, RULES, None, [])
    return release(
        found, company=CAPTION, program="0.1.0", subject=f"{HEBREW} {MARKUP}"
    )


@cache
def commented() -> Commentary:
    """Comment on every section, in markup and in an other script."""
    texts = {place: f"{MARKUP}\n\n{ARABIC} {place}" for place in places()}
    return Commentary(MARKUP, texts)


def places() -> list[str]:
    """Give where a comment may stand."""
    return [FOREWORD, *sections(written(), asked(), "en")]


@shelved
def archived() -> bytes:
    """Print it, with brands, comments and attachments."""
    return render(
        *(written(), asked()),
        notice=CAPTION,
        brand=CLIENT,
        consultancy=HOUSE,
        commentary=commented(),
        archival=True,
    )


@shelved
def tagged() -> Tagged:
    """Read its tags."""
    return read(archived())
