"""The portfolio: where things move, and a company beside the others."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from diagnostic.history.portfolio import LEAST, Benchmark, Figure
from diagnostic.pipeline import portfolio
from diagnostic.pipeline.portfolio import Member, Portfolio
from diagnostic.web import access
from diagnostic.web.site import site
from diagnostic.web.speech import language, spoken
from reports.wording import mark, plural, text_in

NOT_FOUND = 404
FIGURES: Mapping[Figure, str] = {
    "gap": mark("Leadership minus the teams"),
    "leadership": mark("Leadership"),
    "teams": mark("Teams that are shown, on average"),
}
GAPS = {
    "new": plural("{number} new", "{number} new"),
    "widening": plural("{number} widening", "{number} widening"),
    "narrowing": plural("{number} narrowing", "{number} narrowing"),
    "closed": plural("{number} closed", "{number} closed"),
}
AVERAGES = {
    "rose": plural("{number} rose", "{number} rose"),
    "fell": plural("{number} fell", "{number} fell"),
}
bp = Blueprint("portfolio", __name__, url_prefix="/app/portfolio")


@bp.get("/")
def show() -> ResponseReturnValue:
    """Show the visitor's companies by what moved, and figures over all of them."""
    access.consultant()
    found = portfolio.portfolios(site().installation, access.slugs())
    key = request.args.get("of") or next(iter(found), None)
    if key is not None and key not in found:
        abort(NOT_FOUND)
    chosen = found[key] if key is not None else None
    slug = request.args.get("company", "")
    if slug and (chosen is None or not any(m.slug == slug for m in chosen.members)):
        abort(NOT_FOUND)
    return render_template(
        "workspace/portfolio.html",
        questionnaires=[
            {
                "title": text_in(each.questionnaire.title, language()),
                "url": url_for(".show", of=name),
                "here": name == key,
            }
            for name, each in found.items()
        ],
        key=key,
        slug=slug,
        least=LEAST,
        members=[_member(one) for one in chosen.members] if chosen else [],
        companies=_companies(chosen) if chosen else [],
        benchmarks=_benchmarks(chosen, slug) if chosen else [],
    )


def _member(found: Member) -> dict[str, Any]:
    return {
        "name": found.name,
        "url": url_for("companies.company", slug=found.slug),
        "wave": found.wave_name,
        "subject": found.subject,
        "results": url_for("results.show", identity=found.wave),
        "closed": spoken().day(found.closed.astimezone(UTC).date()),
        "imported": found.imported,
        "follows": found.moves.follows,
        "gaps": found.moves.gaps,
        "moved": _listed(GAPS, found.moves.status),
        "averages": _listed(
            AVERAGES, {"rose": found.moves.rose, "fell": found.moves.fell}
        ),
    }


def _listed(kinds: Mapping[str, tuple[str, str]], numbers: Mapping[str, int]) -> str:
    words = spoken()
    found = [(kinds[kind], numbers.get(kind, 0)) for kind in kinds]
    return ", ".join(words.count(*kind, number) for kind, number in found if number)


def _companies(found: Portfolio) -> list[tuple[str, str]]:
    named = {member.slug: member.name for member in found.members}
    return sorted(named.items(), key=lambda one: (one[1].casefold(), one[0]))


def _benchmarks(found: Portfolio, slug: str) -> list[dict[str, Any]]:
    """Write the figures that enough companies have, and those of one beside them."""
    own = [member for member in found.members if member.slug == slug]
    newest = max(own, key=lambda member: member.closed, default=None)
    figures = newest.figures if newest else {}
    return [
        {
            "title": text_in(dimension.title, language()),
            "rows": [
                _row(figure, made, figures.get((dimension.key, figure)))
                for figure in FIGURES
                if (made := found.benchmarks.get((dimension.key, figure))) is not None
            ],
        }
        for dimension in found.questionnaire.dimensions
        if any((dimension.key, figure) in found.benchmarks for figure in FIGURES)
    ]


def _row(figure: Figure, made: Benchmark, own: float | None) -> dict[str, Any]:
    words = spoken()
    write = words.difference if figure == "gap" else words.value
    return {
        "title": FIGURES[figure],
        "own": None if own is None else write(round(own, 1)),
        "low": write(round(made.low, 1)),
        "middle": write(round(made.middle, 1)),
        "high": write(round(made.high, 1)),
        "companies": made.companies,
        "place": None if own is None else _place(own, made),
    }


def _place(own: float, made: Benchmark) -> str:
    """Say where a company stands: between the averages of both halves, or beyond.

    By the figures as they are written: what reads the same is not above.
    """
    say = spoken().say
    if round(own, 1) < round(made.low, 1):
        return say("below the lower half's average")
    if round(own, 1) > round(made.high, 1):
        return say("above the upper half's average")
    return say("in between")
