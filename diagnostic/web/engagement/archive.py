"""One company as a file: handed on, and brought."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField

from diagnostic.pipeline import listing
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web import access
from diagnostic.web.crumbs import below_companies
from diagnostic.web.deeds import noted
from diagnostic.web.engagement.page import MENDED, bp, crumbs
from diagnostic.web.forms import MISSING, Form
from diagnostic.web.site import site
from diagnostic.web.speech import spoken, told
from reports.wording import mark


class ImportForm(Form):
    """An archive of a company."""

    file = FileField(mark("The archive"), render_kw={"accept": ".zip,application/zip"})


@bp.get("/companies/<slug>/archive")
def archive(slug: str) -> ResponseReturnValue:
    """Say what an archive of the company holds, and offer it."""
    found = access.company(slug)
    waves = listing.waves_of(site().installation, slug)
    return render_template(
        "engagement/archive.html",
        company={"name": found.name, "slug": slug},
        sealed=[wave.name for wave in waves if wave.state == "sealed"],
        others=[wave.name for wave in waves if wave.state != "sealed"],
        crumbs=crumbs(slug, found.name, spoken().say("Archive")),
    )


@bp.post("/companies/<slug>/archive")
def download(slug: str) -> ResponseReturnValue:
    """Give the archive of a company."""
    # Releases are checked with what loads the statistics.
    from diagnostic.pipeline import engagements

    access.company(slug)
    here = site()
    made = engagements.export(here.installation, slug, here.clock(), whole=False)
    noted(slug, "archived")
    answer = Response(made.content, mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=made.name)
    return answer


@bp.route("/companies/import", methods=["GET", "POST"])
def bring() -> ResponseReturnValue:
    """Add a company from an archive; a consultant who brings one works for it."""
    visitor = access.consultant()
    form = ImportForm()
    if form.validate_on_submit():
        if not form.file.data:
            form.file.errors = [MISSING]
        elif slug := _brought(form, visitor.email):
            return redirect(url_for("companies.company", slug=slug), 303)
    page = render_template(
        "engagement/import.html",
        form=form,
        crumbs=below_companies((spoken().say("Import"), None)),
    )
    return page, MENDED if form.errors else 200


def _brought(form: ImportForm, account: str) -> str | None:
    """Import an archive, and say what is to be known of it; gives the slug."""
    from diagnostic.pipeline import engagements

    here, say = site(), spoken().say
    try:
        found = engagements.import_(
            *(here.installation, form.file.data.read(), account, here.clock()),
            whole=False,
        )
    except RefusedError as error:
        form.file.errors = [told(error)]
        return None
    flash(say("The company is imported."))
    if found.left_out:
        names = ", ".join(found.left_out)
        flash(
            say(
                "These waves were not sealed, so they did not come: {names}",
                names=names,
            )
        )
    return found.company
