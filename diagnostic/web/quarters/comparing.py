"""Any two quarters of a row side by side: chosen, computed once, shown."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from diagnostic.pipeline.listing import CompanyEntry
from diagnostic.pipeline.sequences import Place, Row
from diagnostic.web import access
from diagnostic.web.deeds import noted
from diagnostic.web.quarters import page
from diagnostic.web.quarters.page import MENDED, NOT_FOUND, bp
from diagnostic.web.site import site
from diagnostic.web.speech import language, spoken


@bp.get("/compare")
def compare(slug: str) -> ResponseReturnValue:
    """Lead to two quarters side by side, or say why they cannot be."""
    company = access.overview(slug)
    earlier, later = page.asked_for("from"), page.asked_for("to")
    if not earlier and not later:
        return _begin(company)
    row, fault = _checked(slug, earlier, later)
    if fault:
        return _choose(company, row, earlier, later, fault), MENDED
    place = url_for(".compared", slug=slug, earlier=earlier, later=later)
    return redirect(place, 303)


@bp.post("/compare")
def compute(slug: str) -> ResponseReturnValue:
    """Compute what may be shown of two quarters, once and for good."""
    from diagnostic.pipeline import quarters

    company = access.overview(slug)
    earlier, later = (request.form.get(name, "") for name in ("from", "to"))
    if not earlier and not later:
        return _begin(company)
    row, fault = _checked(slug, earlier, later)
    if fault:
        return _choose(company, row, earlier, later, fault), MENDED
    first, second = page.place(row, earlier), page.place(row, later)
    found = quarters.compare(site().installation, slug, first.name, second.name)
    if found.made:
        noted(slug, "waves_compared", earlier=first.name, wave=second.name)
    named: dict[str, Any] = (
        {"names": "then"} if request.form.get("names") == "then" else {}
    )
    place = url_for(".compared", slug=slug, earlier=earlier, later=later, **named)
    return redirect(place, 303)


@bp.get("/compare/<earlier>/<later>")
def compared(slug: str, earlier: str, later: str) -> ResponseReturnValue:
    """Show two quarters side by side; offer to compute it where nobody has yet."""
    # What reads a release loads slowly; respondents never wait for it.
    from diagnostic.pipeline import remembering
    from reports import quarterly

    company = access.overview(slug)
    row, fault = _checked(slug, earlier, later)
    if fault:
        abort(NOT_FOUND)
    first, second = page.place(row, earlier), page.place(row, later)
    is_named = page.asked_for("names") == "then"
    found = remembering.kept(
        site().installation, row, earlier, later, as_named=is_named
    )
    around = {
        **_around(company, row, first, second),
        "unsettled": [
            {"before": before, "after": after} for before, after in found.unsettled
        ],
    }
    if found.document is None:
        imported = [each.name for each in (first, second) if each.imported]
        return render_template(
            "quarters/offer.html", **around, imported=imported, is_named=is_named
        )
    shown = quarterly.side_by_side(
        found.earlier, found.later, found.document, language()
    )
    return render_template(
        "quarters/compared.html",
        **around,
        **shown,
        named=_named(slug, first, second, is_named) if found.mapped else [],
    )


def _checked(slug: str, earlier: str, later: str) -> tuple[Row, str | None]:
    """Give the row of two waves, and why they cannot be compared.

    A wave of another company, or one that is not sealed, is the 404 of one that
    does not exist.
    """
    say, row = spoken().say, page.row_of(slug, later)
    if earlier == later:
        return row, say("These are the same quarter twice: choose two.")
    if row.find(earlier) is None:
        page.row_of(slug, earlier)
        return row, say(
            "These two were asked different questionnaires, or about different"
            " initiatives: they cannot be compared."
        )
    ids = [wave.id for wave in row.waves]
    if ids.index(earlier) > ids.index(later):
        return row, say(
            "{first} comes after {second}: choose the earlier quarter first.",
            first=page.place(row, earlier).name,
            second=page.place(row, later).name,
        )
    return row, None


def _begin(company: CompanyEntry) -> ResponseReturnValue:
    """Offer the first and the last quarter, if there are two."""
    found = page.rows(company.slug)
    if not found or len(found[0].waves) < 2:
        return redirect(url_for(".index", slug=company.slug), 303)
    row = found[0]
    return _choose(company, row, row.waves[0].id, row.waves[-1].id, None)


def _choose(
    company: CompanyEntry, row: Row, earlier: str, later: str, fault: str | None
) -> str:
    choices = page.choices(row)
    if row.find(earlier) is None:
        # What was chosen stays in the form, although it is of another row.
        other = page.row_of(company.slug, earlier)
        choices += [one for one in page.choices(other) if one["id"] == earlier]
    return render_template(
        "quarters/choose.html",
        company={"name": company.name, "slug": company.slug},
        choices=choices,
        chosen=(earlier, later),
        fault=fault,
        crumbs=page.crumbs(company, (spoken().say("Compare any two quarters"), None)),
    )


def _around(
    company: CompanyEntry, row: Row, first: Place, second: Place
) -> dict[str, Any]:
    title = spoken().say("{now} against {before}", now=second.name, before=first.name)
    return {
        "company": {"name": company.name, "slug": company.slug},
        "title": title,
        "first": first,
        "second": second,
        "subject": row.subject,
        "choices": page.choices(row),
        "chosen": (first.id, second.id),
        "fault": None,
        "crumbs": page.crumbs(company, (title, None)),
    }


def _named(
    slug: str, first: Place, second: Place, is_named: bool
) -> list[dict[str, Any]]:
    """Lead to departments under their map, and as they were named."""
    say = spoken().say
    here: dict[str, Any] = {
        "slug": slug,
        "earlier": first.id,
        "later": second.id,
    }
    ways: tuple[tuple[bool, str, dict[str, Any]], ...] = (
        (False, say("As mapped: what became what"), {}),
        (True, say("By name only"), {"names": "then"}),
    )
    return [
        {
            "text": text,
            "url": url_for(".compared", **here, **values),
            "is_here": then == is_named,
        }
        for then, text, values in ways
    ]
