"""How many took part, and what can be done about it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from diagnostic.pipeline import life, participation, people
from diagnostic.pipeline.listing import WaveEntry, letters
from diagnostic.pipeline.participation import DepartmentStatus, Status
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web import access
from diagnostic.web.deeds import noted
from diagnostic.web.running.page import bp, crumbs, moment
from diagnostic.web.site import site
from diagnostic.web.speech import named, spoken, told

GOOD, LOW = 0.75, 0.60
"""Shares of those invited: from the first on good, below the second to be looked at."""


@bp.get("/")
def show(identity: str) -> ResponseReturnValue:
    """Lead to what matters in the state of a wave."""
    found = access.wave_of_anybody(identity)
    match found.state:
        case "draft":
            return redirect(url_for("setup.show", identity=identity))
        case "sealed":
            return redirect(url_for("results.show", identity=identity))
        case _:
            return redirect(url_for(".participation_page", identity=identity))


@bp.get("/participation", endpoint="participation_page")
def participation_page(identity: str) -> ResponseReturnValue:
    """Show who took part by department, by rule L1; never who."""
    wave = access.wave(identity)
    if wave.state == "draft":
        return redirect(url_for("setup.show", identity=identity))
    here = site()
    status = participation.status(
        here.installation, wave.company, wave.name, here.clock()
    )
    return render_template(
        "running/participation.html",
        wave=_wave(wave),
        status=_status(status),
        letters=_letters(wave),
        refused=len(
            people.refused_addresses(here.installation, wave.company, wave.name)
        ),
        crumbs=crumbs(wave),
    )


@bp.post("/remind")
def remind(identity: str) -> ResponseReturnValue:
    """Queue a reminder to everybody."""
    wave, here = access.wave(identity), site()
    seen = request.form.get("seen", type=int)  # of two clicks, one counts
    try:
        life.remind(here.installation, wave.company, wave.name, here.clock(), seen=seen)
    except RefusedError as error:
        flash(told(error))
    else:
        here.nudge()
        noted(wave.company, "reminded", wave=wave.name)
        flash(spoken().say("The reminder is on its way to everybody invited."))
    return redirect(url_for(".participation_page", identity=identity), 303)


def _wave(wave: WaveEntry) -> dict[str, Any]:
    return {
        "id": wave.id,
        "name": wave.name,
        "subject": wave.subject,
        "questionnaire": wave.questionnaire,
        "state": wave.state,
        "mode": wave.mode,
        "opens": moment(wave.opens),
        "closes": moment(wave.closes),
        "reminders": wave.reminders,
        "most": life.MOST_REMINDERS,
        "sealing": life.SEALED_AFTER.days,
    }


def _status(status: Status) -> dict[str, Any]:
    return {
        "invited": status.invited,
        "answered": status.answered,
        "share": _share(status.answered, status.invited),
        "departments": [_department(found) for found in status.departments],
        "withheld": sum(found.answered is None for found in status.departments),
        "fewest": participation.FEWEST_INVITED,
        "counted": status.counted and spoken().day(status.counted),
        "again": status.next_count and spoken().day(status.next_count),
        "late": status.late,
    }


def _department(found: DepartmentStatus) -> dict[str, Any]:
    return {
        "name": named(found.name),
        "invited": found.invited,
        "answered": found.answered,
        "share": _share(found.answered, found.invited),
        "word": _word(found.answered, found.invited),
        "link": found.link,
    }


def _share(answered: int | None, invited: int | None) -> str | None:
    if answered is None or not invited:
        return None
    return spoken().percent(answered / invited)


def _word(answered: int | None, invited: int | None) -> str:
    if answered is None or not invited:
        return ""
    share = answered / invited
    if share >= GOOD:
        return spoken().say("good")
    return spoken().say("low") if share < LOW else ""


def _letters(wave: WaveEntry) -> dict[str, int]:
    found = letters(site().installation, wave.id)
    return {
        "waiting": found.get("queued", 0) + found.get("sending", 0),
        "sent": found.get("sent", 0),
        "refused": found.get("refused", 0),
        "unsure": found.get("unsure", 0),
    }
