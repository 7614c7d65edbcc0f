"""The questionnaire as each department will read it; nothing of it can be sent."""

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from diagnostic.pipeline import preview as previews
from diagnostic.pipeline.links import Asked
from diagnostic.web import access, headers
from diagnostic.web.respond.blank import blank, languages
from diagnostic.web.respond.page import NAMES
from diagnostic.web.respond.views import filled
from diagnostic.web.setup import page
from diagnostic.web.setup.facts import named
from diagnostic.web.setup.page import NOT_FOUND, bp
from diagnostic.web.site import site


@bp.get("/waves/<identity>/setup/preview")
def preview(identity: str) -> ResponseReturnValue:
    """Show the questionnaire as wide as a phone, beside a link to it alone."""
    draft = page.draft(identity)
    sheets = previews.sheets(site().installation, draft.id)
    here = _wanted(sheets, request.args.get("of"))
    language = request.args.get("lang")
    if language not in languages(here):
        language = draft.language
    headers.hold_frame()
    return page.show(
        "preview",
        draft,
        sheet=url_for(".sheet", identity=identity, department=here.slug, lang=language),
        departments=[
            {
                "name": named(sheet),
                "url": url_for(
                    ".preview", identity=identity, of=sheet.slug, lang=language
                ),
                "here": sheet is here,
            }
            for sheet in sheets
        ],
        languages=[
            {
                "code": code,
                "name": NAMES[code],
                "url": url_for(".preview", identity=identity, of=here.slug, lang=code),
                "here": code == language,
            }
            for code in languages(here)
        ],
    )


@bp.route("/waves/<identity>/setup/preview/<department>", methods=["GET", "POST"])
def sheet(identity: str, department: str) -> ResponseReturnValue:
    """Show the very page of respondents; sent back, it says that it is a preview."""
    wave = access.wave(identity)
    headers.be_framed()
    sheets = previews.sheets(site().installation, wave.id)
    found = [sheet for sheet in sheets if sheet.slug == department]
    if not found:
        abort(NOT_FOUND)
    asked = blank(found[0], request.args.get("lang"))
    if request.method == "POST":
        return render_template("setup/unsent.html", back=request.full_path)
    return filled(asked, {})


def _wanted(sheets: tuple[Asked, ...], slug: str | None) -> Asked:
    """Find a department; if none is named, the first team."""
    for sheet in sheets:
        if sheet.slug == slug:
            return sheet
    return next((sheet for sheet in sheets if not sheet.leadership), sheets[0])
