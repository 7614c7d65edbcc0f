"""The consultant's foreword and comments: written here, printed in the report."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from diagnostic.pipeline import brands, commentary
from diagnostic.pipeline.commentary import (
    LONGEST,
    Passage,
    RewrittenError,
    Typed,
    UnfitTextError,
    tidy,
    version,
)
from diagnostic.pipeline.listing import WaveEntry
from diagnostic.web import access
from diagnostic.web.deeds import noted
from diagnostic.web.results.page import bp, crumbs
from diagnostic.web.site import site
from diagnostic.web.speech import spoken, told
from reports.wording import LANGUAGES

NOT_FOUND, CONFLICT, MENDED = 404, 409, 422

Field = dict[str, Any]


@bp.get("/commentary")
def commentaries(identity: str) -> ResponseReturnValue:
    """Lead to the words in the wave's own language."""
    wave = _wave(identity)
    place = url_for(".words", identity=identity, language=wave.language)
    return redirect(place)


@bp.route("/commentary/<language>", methods=["GET", "POST"])
def words(identity: str, language: str) -> ResponseReturnValue:
    """Write a foreword, and a comment on any section of the report."""
    wave, here = _wave(identity), site().installation
    if language not in LANGUAGES:
        abort(NOT_FOUND)
    found = commentary.passages(here, wave.company, wave.name, language)
    if request.method == "GET":
        return _page(wave, language, [_field(passage) for passage in found])
    typed = _typed(found)
    try:
        changed = commentary.save(here, wave.company, wave.name, language, typed)
    except UnfitTextError as error:
        return _page(wave, language, _wrong(found, typed, error.faults)), MENDED
    except RewrittenError as error:
        found = commentary.passages(here, wave.company, wave.name, language)
        return _page(wave, language, _rewritten(found, typed, error.now)), CONFLICT
    if changed:
        noted(wave.company, "commentary_changed", wave=wave.name)
    flash(spoken().say("Saved."))
    return redirect(url_for(".words", identity=identity, language=language), 303)


def _wave(identity: str) -> WaveEntry:
    """Give a sealed wave to those who write about it."""
    access.consultant()
    return access.results(identity)


def _page(wave: WaveEntry, language: str, fields: Sequence[Field]) -> str:
    consultancy = brands.of_consultancy(site().installation)
    return render_template(
        "results/commentary.html",
        wave=wave,
        spoken_in=language,
        author=commentary.author(consultancy, language),
        longest=_figure(LONGEST),
        fields=fields,
        languages=[
            (tag, url_for(".words", identity=wave.id, language=tag))
            for tag in LANGUAGES
        ],
        files=url_for("documents.index", identity=wave.id),
        crumbs=[
            *crumbs(wave)[:-1],
            (wave.name, url_for(".show", identity=wave.id)),
            (spoken().say("Your words in the report"), None),
        ],
    )


def _typed(found: Sequence[Passage]) -> Mapping[str, Typed]:
    """Read what was sent; a section that was not on the page keeps its words."""
    sent = request.form
    return {
        passage.section: Typed(
            sent[f"text-{passage.section}"], sent.get(f"seen-{passage.section}", "")
        )
        for passage in found
        if f"text-{passage.section}" in sent
    }


def _field(passage: Passage, **others: Any) -> Field:
    text = others.get("text", passage.text)
    return {
        "section": passage.section,
        "title": passage.title,
        "headline": passage.headline,
        "text": text,
        "used": Markup("<output>{}</output>").format(_figure(len(tidy(text)))),
        "seen": passage.version,
        "fault": None,
        "theirs": None,
        **others,
    }


def _figure(number: int) -> str:
    return spoken().exactly(number)


def _wrong(
    found: Sequence[Passage], typed: Mapping[str, Typed], faults: Mapping[str, Any]
) -> list[Field]:
    """Show what was typed again, and what is wrong with it."""
    return [
        _field(
            passage,
            text=typed[passage.section].text,
            seen=typed[passage.section].seen,
            fault=told(faults[passage.section]) if passage.section in faults else None,
        )
        if passage.section in typed
        else _field(passage)
        for passage in found
    ]


def _rewritten(
    found: Sequence[Passage], typed: Mapping[str, Typed], now: Mapping[str, str]
) -> list[Field]:
    """Show what was typed again beside what somebody else has written meanwhile."""
    fields = []
    for passage in found:
        new = typed.get(passage.section)
        if new is None or version(tidy(new.text)) == new.seen:
            fields.append(_field(passage))
        else:
            theirs = now.get(passage.section)
            fields.append(_field(passage, text=new.text, theirs=theirs))
    return fields
