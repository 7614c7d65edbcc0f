"""What a draft would ask of whom: the sheets of respondents, without a link."""

from collections.abc import Iterator
from dataclasses import replace

from diagnostic.brand import Brand
from diagnostic.pipeline import brands
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.links import Asked, asked_of
from diagnostic.store import waves
from diagnostic.store.models import Department, Wave
from questionnaires import Questionnaire, parse
from reports.wording import words

PEOPLE = 10
"""In each department that stands for a roster that is not there yet."""


def sheets(installation: Installation, wave: str) -> tuple[Asked, ...]:
    """Give what each department of a draft would be asked, leadership first.

    Without a roster a leadership and one team stand for it.

    Args:
        installation: where.
        wave: its id.
    """
    with installation.database.reading() as session:
        found = waves.get(session, wave)
        asked = parse(found.questionnaire_source)
        # Pages are kept by what their sheet is of, and a draft changes.
        name = f"{found.id}.{found.revision}"
        brand = brands.shown(session, found.company)
        listed = [asked_of(found, each, asked, brand) for each in found.departments]
        return tuple(
            replace(sheet, wave=name)
            for sheet in listed or _stand_ins(found, asked, brand)
        )


def _stand_ins(wave: Wave, asked: Questionnaire, brand: Brand) -> Iterator[Asked]:
    team = words(wave.language).say("Team")
    for number, (slug, name) in enumerate((("leadership",) * 2, ("team", team))):
        leads = number == 0
        department = Department(
            number=number, slug=slug, name=name, leadership=leads, invited=PEOPLE
        )
        sheet = asked_of(wave, department, asked, brand)
        yield replace(sheet, teams=(("team", team),) if leads else ())
