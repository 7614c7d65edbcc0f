"""What the pages of results share: their contents, and where each leads."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, url_for

from diagnostic.pipeline.listing import WaveEntry
from diagnostic.web import access
from diagnostic.web.crumbs import below_company
from diagnostic.web.speech import spoken

bp = Blueprint("results", __name__, url_prefix="/app/waves/<identity>")

ENDPOINTS = {
    "summary": "results.show",
    "map": "results.map_page",
    "dimension": "results.dimension",
    "agreement": "results.agreement",
    "expected": "results.expected",
    "changes": "results.changes",
    "participation": "results.participation",
    "method": "results.method",
    "comments": "results.comments",
}

Contents = Sequence[tuple[str, str | None, str]]
"""Section, dimension and title of each page."""


def around(wave: WaveEntry, contents: Contents, here: tuple[str, str | None]) -> Any:
    """Give what stands around a page: where it is, and what else there is."""
    say = spoken().say
    everything = [*contents, ("comments", None, say("Comments"))]
    pages = [
        {
            "title": title,
            "url": place(wave.id, section, part),
            "is_here": (section, part) == here,
        }
        for section, part, title in everything
    ]
    number = [(section, part) for section, part, _ in everything].index(here)
    return {
        "wave_name": wave.name,
        "company": wave.company_name,
        "subject": wave.subject,
        "pages": pages,
        "number": number + 1,
        "before": pages[number - 1] if number else None,
        "after": pages[number + 1] if number + 1 < len(pages) else None,
        "files": url_for("documents.index", identity=wave.id),
        "own_words": own_words(wave),
        "crumbs": crumbs(wave),
        "place": lambda anchor: place(
            wave.id, "dimension", anchor.removeprefix("dimension-")
        ),
    }


def own_words(wave: WaveEntry) -> str | None:
    """Give the address of the consultant's words on a wave; None for leaders."""
    if access.visitor().role == "leader":
        return None
    return url_for("results.commentaries", identity=wave.id)


def place(identity: str, section: str, dimension: str | None = None) -> str:
    """Give the address of a section."""
    parts = {"key": dimension} if dimension else {}
    return url_for(ENDPOINTS[section], identity=identity, **parts)  # type: ignore[arg-type]


def crumbs(wave: WaveEntry) -> list[tuple[str, str | None]]:
    """Say where a wave stands; leaders have no page of their company."""
    if access.visitor().role == "leader":
        named = f"{wave.company_name} · {wave.name}"
        return [(spoken().say("Results"), url_for("companies.index")), (named, None)]
    return below_company(wave.company, wave.company_name, (wave.name, None))
