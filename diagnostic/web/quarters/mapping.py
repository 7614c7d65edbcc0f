"""What became of departments between two neighbouring quarters: said once, for good."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from diagnostic.pipeline.listing import CompanyEntry
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.sequences import Place
from diagnostic.web import access
from diagnostic.web.deeds import noted
from diagnostic.web.quarters import page
from diagnostic.web.quarters.drawn import Drawn, faults, of_pairs, ticked
from diagnostic.web.quarters.page import MENDED, NOT_FOUND, bp
from diagnostic.web.site import site
from diagnostic.web.speech import language, spoken, told
from reports.wording import text_in

if TYPE_CHECKING:
    from diagnostic.pipeline.departments import Departments, Team

Two = tuple[Place, Place]
Pairs = Sequence[tuple[str, str]]


@bp.get("/map/<earlier>/<later>")
def departments(slug: str, earlier: str, later: str) -> ResponseReturnValue:
    """Ask what became of each department, or show what was said."""
    company, two = _found(slug, earlier, later)
    found = _departments(slug, two)
    if found.confirmed is None:
        drawn = of_pairs(found.suggested, _names(found.earlier), _names(found.later))
        return _ask(company, two, found, drawn)
    comparison = url_for(".compared", slug=slug, earlier=earlier, later=later)
    made = _made(slug, two, found.confirmed)
    return render_template(
        "quarters/map-settled.html",
        **_around(company, two),
        blocks=made,
        comparison=comparison,
    )


@bp.post("/map/<earlier>/<later>")
def confirm(slug: str, earlier: str, later: str) -> ResponseReturnValue:
    """Show what a map would make, let it be changed, and keep it once confirmed."""
    company, two = _found(slug, earlier, later)
    found = _departments(slug, two)
    names = _names(found.earlier), _names(found.later)
    drawn = ticked(request.form, len(names[0]), len(names[1]))
    if "change" in request.form and found.confirmed is None:
        return _ask(company, two, found, drawn)
    wrong = {} if found.confirmed is not None else faults(drawn, *names)
    if wrong or (found.confirmed is None and found.compared):
        return _ask(company, two, found, drawn, wrong), MENDED
    if "confirm" in request.form or found.confirmed is not None:
        return _keep(company, two, drawn, names)
    return render_template(
        "quarters/map-look.html",
        **_around(company, two),
        blocks=_made(slug, two, drawn.pairs(*names)),
        ticked=drawn.fields(),
    )


def _keep(
    company: CompanyEntry, two: Two, drawn: Drawn, names: tuple[list[str], list[str]]
) -> ResponseReturnValue:
    from diagnostic.pipeline import departments as confirmed

    slug, (earlier, later) = company.slug, two
    try:
        confirmed.confirm(
            site().installation,
            slug,
            earlier.name,
            later.name,
            drawn.pairs(*names),
            [names[0][place] for place in sorted(drawn.gone)],
            [names[1][place] for place in sorted(drawn.new)],
            site().clock(),
        )
    except RefusedError as error:
        found = _departments(slug, two)
        if found.confirmed is None:
            return _ask(company, two, found, drawn, {"": [error]}), MENDED
        flash(told(error))
    else:
        noted(slug, "departments_mapped", earlier=earlier.name, wave=later.name)
        flash(spoken().say("The map is confirmed."))
    place = url_for(".departments", slug=slug, earlier=earlier.id, later=later.id)
    return redirect(place, 303)


def _found(slug: str, earlier: str, later: str) -> tuple[CompanyEntry, Two]:
    """Give two neighbouring waves of a company that the visitor works for."""
    company = access.company(slug)
    two = page.row_of(slug, later).neighbours(earlier, later)
    if two is None:
        abort(NOT_FOUND)
    return company, two


def _departments(slug: str, two: Two) -> "Departments":
    # What reads a release loads slowly; respondents never wait for it.
    from diagnostic.pipeline.departments import departments

    return departments(site().installation, slug, two[0].name, two[1].name)


def _names(teams: "Sequence[Team]") -> list[str]:
    return [team.name for team in teams]


def _ask(
    company: CompanyEntry,
    two: Two,
    found: "Departments",
    drawn: Drawn,
    wrong: Mapping[str, Sequence[object]] | None = None,
) -> str:
    """Show the map as it is ticked, and what is wrong with it at each department."""
    said = {field: [told(one) for one in all_] for field, all_ in (wrong or {}).items()}
    return render_template(
        "quarters/map.html",
        **_around(company, two),
        compared=found.compared and told(found.compared),
        faults=[
            {"field": field, "said": sentence}
            for field, sentences in said.items()
            for sentence in sentences
        ],
        earlier=[
            {
                **_team(number, team, said.get(f"became-{number}", [])),
                "gone": number in drawn.gone,
                "choices": [
                    {
                        "place": place,
                        "name": other.name,
                        "ticked": place in drawn.became[number],
                    }
                    for place, other in enumerate(found.later)
                ],
            }
            for number, team in enumerate(found.earlier)
        ],
        later=[
            {
                **_team(number, team, said.get(f"new-{number}", [])),
                "new": number in drawn.new,
            }
            for number, team in enumerate(found.later)
        ],
    )


def _team(number: int, team: "Team", wrong: Sequence[str]) -> dict[str, Any]:
    return {
        "place": number,
        "name": team.name,
        "invited": team.invited,
        "shown": team.shown,
        "faults": wrong,
    }


def _made(slug: str, two: Two, pairs: Pairs) -> list[dict[str, Any]]:
    """Say which groups a map makes, and what can be compared of each."""
    from diagnostic.pipeline.departments import preview

    titles = {
        dimension.key: str(text_in(dimension.title, language()))
        for dimension in two[1].questionnaire.dimensions
    }
    made = preview(site().installation, slug, two[0].name, two[1].name, pairs)
    return [
        {
            "earlier": group.earlier,
            "later": group.later,
            "said": _prospects(group.prospects, titles),
        }
        for group in made
    ]


def _prospects(prospects: Sequence[Any], titles: Mapping[str, str]) -> list[str]:
    """Say in what a group can be compared: everything, nothing, or which part."""
    say = spoken().say
    whys = {str(one.why): one.why for one in prospects}
    if len(whys) == 1:
        (why,) = whys.values()
        if why is not None:
            return [told(why)]
        return [say("Every dimension.")]
    return [
        say(
            "{dimension}: {said}",
            dimension=titles[one.dimension],
            said=spoken().told(one.why) if one.why else say("compared"),
        )
        for one in prospects
    ]


def _around(company: CompanyEntry, two: Two) -> dict[str, Any]:
    earlier, later = two
    title = spoken().say(
        "What became of departments between {before} and {after}",
        before=earlier.name,
        after=later.name,
    )
    return {
        "company": {"name": company.name, "slug": company.slug},
        "title": title,
        "before": earlier.name,
        "after": later.name,
        "imported": [wave.name for wave in two if wave.imported],
        "crumbs": page.crumbs(company, (spoken().say("Departments"), None)),
    }
