"""The end of an engagement."""

import logging
from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField

from diagnostic.pipeline import audit, deletion, listing
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web import access
from diagnostic.web.crumbs import below_companies
from diagnostic.web.engagement.page import MENDED, bp, crumbs
from diagnostic.web.forms import Form, Line
from diagnostic.web.site import site
from diagnostic.web.speech import spoken, told
from reports.wording import mark

OTHER_NAME = mark("This is not the company's name.")
_log = logging.getLogger(__name__)


class DeleteForm(Form):
    """What makes sure that it is meant."""

    name = StringField(mark("The company's name"), [Line(200)])


@bp.route("/companies/<slug>/delete", methods=["GET", "POST"])
def delete(slug: str) -> ResponseReturnValue:
    """Say what a deletion deletes; and do it for whoever types the company's name."""
    here, visitor = site(), access.consultant()
    if _is_gone(slug, visitor.email):
        # Pressed twice, or come back to by the browser's button.
        return redirect(url_for(".deleted"), 303)
    found = access.company(slug)
    form = DeleteForm()
    if form.validate_on_submit():
        if form.name.data != " ".join(found.name.split()):
            form.name.errors = [OTHER_NAME]
        elif _deleted(slug, found.name, visitor.email, form):
            return redirect(url_for(".deleted"), 303)
    page = render_template(
        "engagement/delete.html",
        form=form,
        company={"name": found.name, "slug": slug},
        has=deletion.holdings(here.installation, slug),
        crumbs=crumbs(slug, found.name, spoken().say("Delete")),
    )
    return page, MENDED if form.errors else 200


@bp.get("/deleted")
def deleted() -> ResponseReturnValue:
    """Show the companies that the visitor has deleted; administrators see all."""
    visitor, installation = access.consultant(), site().installation
    account = None if visitor.role == "administrator" else visitor.email
    return render_template(
        "engagement/deleted.html",
        deletions=[
            {**entry.about, "when": _moment(entry.at), "account": entry.account}
            for entry in audit.deletions(installation, account)
        ],
        finished=deletion.is_finished(installation),
        crumbs=below_companies((spoken().say("Deleted companies"), None)),
    )


def _deleted(slug: str, name: str, account: str, form: DeleteForm) -> bool:
    here = site()
    try:
        done = deletion.delete(here.installation, slug, account, here.clock())
    except RefusedError as error:
        # Somebody else may have been faster, or the same person twice.
        if _is_gone(slug, account):
            return True
        form.form_errors.append(told(error))
        return False
    if not done.erased:
        here.nudge()
    for sentence in done.left:
        _log.warning("a deletion: %s", sentence)
    flash(spoken().say("{name} is deleted.", name=name))
    return True


def _is_gone(slug: str, account: str) -> bool:
    """Tell whether there is no such company any more, and who asks deleted it."""
    installation = site().installation
    if listing.find_company(installation, slug) is not None:
        return False
    return any(e.about["slug"] == slug for e in audit.deletions(installation, account))


def _moment(at: datetime) -> str:
    return spoken().say(
        "{day}, {time} UTC", day=spoken().day(at.date()), time=f"{at:%H:%M}"
    )
