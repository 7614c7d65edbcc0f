"""Files to hand over: asked for here, made by a worker, kept, offered again."""

from datetime import UTC
from math import ceil
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from diagnostic.pipeline import documents
from diagnostic.pipeline.documents import KINDS, Entry
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web import access
from diagnostic.web.crumbs import below_companies
from diagnostic.web.deeds import noted
from diagnostic.web.results.page import crumbs, own_words
from diagnostic.web.site import site
from diagnostic.web.speech import language, spoken, told
from reports.wording import LANGUAGES, mark

BAD_REQUEST, NOT_FOUND = 400, 404
ABOUT = {
    "pdf": (
        mark("Report"),
        mark("The diagnosis to read and to hand over, tagged for screen readers."),
        mark("Make the PDF"),
    ),
    "staff": (
        mark("Page for all staff"),
        mark("What was heard and what happens next, on one page; no team is named."),
        mark("Make the page"),
    ),
    "pptx": (
        mark("Slides"),
        mark("Slides for the meeting, with charts that can be edited."),
        mark("Make the PPTX"),
    ),
    "xlsx": (
        mark("Workbook"),
        mark("Every figure that may be shown, a sheet for each table."),
        mark("Make the XLSX"),
    ),
    "archival": (
        mark("Report for the archive"),
        mark("The same report as PDF/A, with the release and its tables attached."),
        mark("Make the PDF for the archive"),
    ),
    "csv": (
        mark("Tables"),
        mark("The same tables as CSV files, in one ZIP."),
        mark("Make the CSV files"),
    ),
    "json": (
        mark("Release"),
        mark("What was released, for other programs."),
        mark("Make the JSON"),
    ),
}
TYPES = {
    "pdf": "application/pdf",
    "archival": "application/pdf",
    "staff": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "application/zip",
    "json": "application/json",
    "reports": "application/zip",
}

bp = Blueprint("documents", __name__, url_prefix="/app")


@bp.get("/waves/<identity>/files")
def index(identity: str) -> ResponseReturnValue:
    """List what can be made of a sealed wave, and what is made already."""
    wave = access.results(identity)
    made = documents.of_wave(site().installation, identity)
    return render_template(
        "workspace/files.html",
        under_way=_under_way(made),
        wave={
            "id": identity,
            "name": wave.name,
            "company": wave.company_name,
            "imported": wave.imported,
        },
        kinds=[_kind(kind, made) for kind in KINDS],
        chosen=language(),
        own_words=own_words(wave),
        crumbs=[
            *crumbs(wave)[:-1],
            (wave.name, url_for("results.show", identity=identity)),
            (spoken().say("Files"), None),
        ],
    )


@bp.post("/waves/<identity>/files")
def make(identity: str) -> ResponseReturnValue:
    """Ask for a file; one that is there already is offered again."""
    wave, here = access.results(identity), site()
    kind, wanted = request.form.get("kind"), request.form.get("language")
    if kind not in KINDS or wanted not in LANGUAGES:
        abort(BAD_REQUEST)
    documents.ask(here.installation, identity, kind, wanted, here.clock())
    noted(wave.company, "document_made", wave=wave.name, kind=kind)
    here.nudge()
    return redirect(url_for(".index", identity=identity), 303)


@bp.get("/files/<document>")
def download(document: str) -> ResponseReturnValue:
    """Give a file that is made."""
    found = access.document(document)
    content = documents.content(site().installation, document)
    if content is None:
        abort(NOT_FOUND)
    response = Response(content, mimetype=TYPES[found.kind])
    response.headers.set("Content-Disposition", "attachment", filename=found.name)
    return response


@bp.route("/reports", methods=["GET", "POST"])
def batch() -> ResponseReturnValue:
    """Have the reports of one quarter made for all of one's companies."""
    visitor, here = access.consultant(), site()
    names = documents.wave_names(here.installation, access.slugs())
    if request.method == "POST":
        wave, wanted = request.form.get("wave", ""), request.form.get("language")
        if wanted not in LANGUAGES or "\0" in wave:
            abort(BAD_REQUEST)
        try:
            documents.ask_for_all(
                here.installation,
                visitor.id,
                wave,
                wanted,
                access.slugs(),
                here.clock(),
            )
        except RefusedError as error:
            flash(told(error))
        else:
            noted("", "reports_made", wave=wave)
            here.nudge()
        return redirect(url_for(".batch"), 303)
    made = [
        found
        for found in documents.of_account(here.installation, visitor.id)
        if all(map(access.sees, found.companies))
    ]
    return render_template(
        "workspace/reports.html",
        under_way=_under_way(made),
        names=names,
        made_list=[_made(found) for found in made],
        chosen=language(),
        crumbs=below_companies((spoken().say("All reports"), None)),
    )


def _under_way(made: list[Entry]) -> bool:
    return any(found.state in ("queued", "working") for found in made)


def _kind(kind: str, made: list[Entry]) -> dict[str, Any]:
    title, about, button = ABOUT[kind]
    return {
        "kind": kind,
        "title": title,
        "about": about,
        "button": button,
        "made": [_made(found) for found in made if found.kind == kind],
    }


def _made(found: Entry) -> dict[str, Any]:
    words = spoken()
    return {
        "state": found.state,
        "percent": found.percent,
        "name": found.name or found.wave_name,
        "language": found.language,
        "asked": words.day(found.asked.astimezone(UTC).date()),
        "size": f"{ceil((found.size or 0) / 1000)}\N{NO-BREAK SPACE}kB",
        "url": url_for(".download", document=found.id),
    }
