"""The portfolio: where things move, and a company beside the others."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from diagnostic.history.portfolio import HALVES, LEAST, Benchmark, Figure, benchmark
from diagnostic.pipeline import portfolio
from diagnostic.pipeline.portfolio import Member, Portfolio
from diagnostic.release.display import Value, bound, nearest, outwards, side
from diagnostic.web import access
from diagnostic.web.site import site
from diagnostic.web.speech import language, spoken
from reports.vocabulary import CHANGED
from reports.wording import mark, plural, text_in

NOT_FOUND = 404
_STEP = 0.1
FIGURES: Mapping[Figure, str] = {
    "gap": mark("Leadership minus the teams"),
    "leadership": mark("Leadership"),
    "teams": mark("Teams that are shown, on average"),
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
        halves=HALVES,
        members=[_member(one) for one in chosen.members] if chosen else [],
        companies=_companies(chosen) if chosen else [],
        benchmarks=_benchmarks(chosen, slug) if chosen else [],
    )


def _member(found: Member) -> dict[str, Any]:
    return {
        "name": found.name,
        "url": url_for("companies.company", slug=found.slug),
        "wave": found.last.name,
        "subject": found.subject,
        "results": url_for("results.show", identity=found.last.id),
        "closed": spoken().day(found.last.closed.astimezone(UTC).date()),
        "imported": found.last.imported,
        "follows": found.moves.follows,
        "compared": found.moves.compared,
        "gaps": found.moves.gaps,
        "moved": _listed(CHANGED, found.moves.status),
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
    dimensions = [
        {
            "title": text_in(dimension.title, language()),
            "rows": [
                _row(figure, made, values.get(slug))
                for figure in FIGURES
                for values in (found.figures.get((dimension.key, figure), {}),)
                if (made := benchmark(values, slug or None)) is not None
            ],
        }
        for dimension in found.questionnaire.dimensions
    ]
    return [dimension for dimension in dimensions if dimension["rows"]]


def _row(figure: Figure, made: Benchmark, own: Value) -> dict[str, Any]:
    words = spoken()
    write = words.difference if figure == "gap" else words.value
    return {
        "title": FIGURES[figure],
        **{
            name: None if value is None else write(_tenths(value))
            for name, value in (
                ("own", own),
                ("low", made.low),
                ("middle", made.middle),
                ("high", made.high),
            )
        },
        "companies": made.companies,
        "place": _place(own, made),
    }


def _place(own: Value, made: Benchmark) -> str | None:
    """Say where a company stands: between the averages of both halves, or beyond.

    By the figures as they are written: what reads the same is not above. Of a
    clamped figure it is not known.
    """
    if side(own) or own is None or made.low is None or made.high is None:
        return None
    low, here, high = (bound(_tenths(one)) for one in (made.low, own, made.high))
    say = spoken().say
    if here < low:
        return say("below the lower half's average")
    if here > high:
        return say("above the upper half's average")
    return say("in between")


def _tenths(value: float | Mapping[str, float]) -> float | Mapping[str, float]:
    """Round to what is written; a bound away from what it bounds."""
    number = bound(value)
    low, high = outwards(number, number, _STEP)
    match side(value):
        case 1:
            return {"at_least": low}
        case -1:
            return {"at_most": high}
        case _:
            return nearest(number, _STEP)
