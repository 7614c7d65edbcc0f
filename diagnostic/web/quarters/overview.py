"""A company's quarters on one page, as a leader wants them in a meeting."""

from datetime import UTC
from itertools import pairwise
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from diagnostic.history import Series
from diagnostic.pipeline import actions, documents
from diagnostic.pipeline.listing import CompanyEntry
from diagnostic.pipeline.sequences import Row
from diagnostic.web import access
from diagnostic.web.quarters import page
from diagnostic.web.quarters.page import bp
from diagnostic.web.site import site
from diagnostic.web.speech import language, spoken


@bp.get("")
def index(slug: str) -> ResponseReturnValue:
    """Show what moved since last quarter, and everything over all of them."""
    # What reads a release loads slowly; respondents never wait for it.
    from diagnostic.pipeline import remembering
    from reports import quarterly

    company, found = access.overview(slug), page.rows(slug)
    around = {
        "company": {"name": company.name, "slug": slug},
        "crumbs": page.crumbs(company),
    }
    if not found:
        return render_template("quarters/none.html", **around)
    wanted = page.asked_for("series")
    row = page.row_of(slug, wanted) if wanted else found[0]
    names = "then" if page.asked_for("names") == "then" else "now"
    series = remembering.series(site().installation, row)
    shown = quarterly.overview(series, language(), names)  # type: ignore[arg-type]
    changed = _changed(company, row, series)
    is_renamed = any(not one["same"] for one in changed)
    return render_template(
        "quarters/index.html",
        **around,
        **shown,
        subject=row.subject,
        rows=_rows(slug, found, row),
        names=_names(slug, row, names) if is_renamed else [],
        changed=changed,
        actions=_actions(slug),
        quarters=_quarters(row),
        choices=page.choices(row),
        fault=None,
    )


def _rows(slug: str, found: list[Row], row: Row) -> list[dict[str, Any]]:
    """List the other things that were asked; nothing if there is one only."""
    if len(found) == 1:
        return []
    return [
        {
            "title": page.told(one),
            "url": url_for(".index", slug=slug, series=series),
            "is_here": one.waves == row.waves,
        }
        for at, one in enumerate(found)
        for series in (one.waves[0].id if at else None,)
    ]


def _names(slug: str, row: Row, names: str) -> list[dict[str, Any]]:
    """Lead to departments as they are now, and as they were."""
    say = spoken().say
    series: dict[str, Any] = {"series": row.waves[0].id}
    return [
        {
            "text": text,
            "url": url_for(
                ".index", slug=slug, **series, names=key, _anchor="quarters"
            ),
            "is_here": key == names,
        }
        for key, text in (
            ("now", say("Departments as they are now")),
            ("then", say("Departments as they were")),
        )
    ]


def _changed(company: CompanyEntry, row: Row, series: Series) -> list[dict[str, Any]]:
    """Say where departments changed; consultants are led to the map of any two."""
    from diagnostic.history.following import teams

    is_leader = access.visitor().role == "leader"
    found = []
    for (before, after), (earlier, later) in zip(
        pairwise(series.quarters), pairwise(row.waves), strict=True
    ):
        is_mapped = (before.name, after.name) in series.maps
        is_same = teams(before) == teams(after) and not is_mapped
        if is_same and is_leader:
            continue
        url = url_for(
            ".departments", slug=company.slug, earlier=earlier.id, later=later.id
        )
        found.append(
            {
                "before": before.name,
                "after": after.name,
                "mapped": is_mapped,
                "same": is_same,
                "url": None if is_leader else url,
            }
        )
    return found


def _actions(slug: str) -> list[dict[str, Any]]:
    """List the actions that are not over, overdue ones first."""
    here, words = site(), spoken()
    return [
        {
            "what": entry.agreed.what,
            "url": url_for("actions.show", slug=slug, action=entry.agreed.id),
            "owner": entry.agreed.owner,
            "due": words.day(entry.agreed.due) if entry.agreed.due else None,
            "overdue": entry.overdue,
            "soon": entry.soon,
        }
        for entry in actions.listed(here.installation, slug, here.clock())
        if not entry.agreed.is_over
    ]


def _quarters(row: Row) -> list[dict[str, Any]]:
    """List the waves, the newest first, each with its results and its report."""
    words, here = spoken(), site().installation
    ids = [wave.id for wave in row.waves]
    made = documents.of_waves(here, ids, "pdf", language())
    return [
        {
            "id": wave.id,
            "name": wave.name,
            "imported": wave.imported,
            "closed": words.day(wave.closed.astimezone(UTC).date()),
            "results": url_for("results.show", identity=wave.id),
            "files": url_for("documents.index", identity=wave.id),
            "pdf": made[wave.id].state if wave.id in made else None,
            "url": url_for("documents.download", document=made[wave.id].id)
            if wave.id in made
            else None,
        }
        for wave in reversed(row.waves)
    ]
