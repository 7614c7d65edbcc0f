"""The brand of a client and of the consultancy, and what a company is called."""

from contextlib import suppress
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from wtforms import HiddenField, StringField

from diagnostic.brand import Brand, BrandError, UnfitBrandError, colours, texts
from diagnostic.pipeline import brands, companies
from diagnostic.pipeline.brands import Typed
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web import access
from diagnostic.web.companies import CompanyForm
from diagnostic.web.crumbs import below_company
from diagnostic.web.deeds import noted
from diagnostic.web.forms import Form
from diagnostic.web.letterhead import letterhead
from diagnostic.web.site import site
from diagnostic.web.speech import spoken, told
from reports.wording import mark

NOT_FOUND, CONFLICT, MENDED = 404, 409, 422
NOBODY = ""
"""Company in the log of what is done to the consultancy's brand."""
bp = Blueprint("brands", __name__, url_prefix="/app")


class BrandForm(Form):
    """A brand; what it may be is checked where it is saved."""

    name = StringField(mark("Name"), render_kw={"maxlength": texts.LONGEST_NAME})
    logo = FileField(mark("Logo"), render_kw={"accept": "image/png, image/jpeg"})
    first = StringField(mark("First colour"), render_kw={"maxlength": 7})
    second = StringField(mark("Second colour"), render_kw={"maxlength": 7})
    sender = StringField(
        mark("Sender of mails"), render_kw={"maxlength": texts.LONGEST_SENDER}
    )
    footer = StringField(mark("Footer"), render_kw={"maxlength": texts.LONGEST_FOOTER})
    seen = HiddenField()

    @property
    def typed(self) -> Typed:
        """Give all but the logo."""
        parts = ("name", "first", "second", "sender", "footer")
        return Typed(**{part: self[part].data or "" for part in parts})


@bp.route("/companies/<slug>/brand", methods=["GET", "POST"])
def client(slug: str) -> ResponseReturnValue:
    """Show the brand of a company, and change it."""
    return _edited(slug, access.company(slug).name)


@bp.route("/brand", methods=["GET", "POST"])
def consultancy() -> ResponseReturnValue:
    """Show the consultancy's brand, and change it."""
    access.administrator()
    return _edited(None, spoken().say("Example company"))


@bp.get("/companies/<slug>/logo")
def client_logo(slug: str) -> ResponseReturnValue:
    """Give the logo of a company."""
    own, _ = brands.both(site().installation, access.overview(slug).slug)
    return _picture(own)


@bp.get("/logo")
def logo() -> ResponseReturnValue:
    """Give the consultancy's logo."""
    access.visitor()
    return _picture(brands.of_consultancy(site().installation))


@bp.post("/companies/<slug>/logo/remove")
def remove_client_logo(slug: str) -> ResponseReturnValue:
    """Take the logo off a company's brand."""
    return _removed(access.company(slug).slug)


@bp.post("/logo/remove")
def remove_logo() -> ResponseReturnValue:
    """Take the logo off the consultancy's brand."""
    access.administrator()
    return _removed(None)


@bp.route("/companies/<slug>/settings", methods=["GET", "POST"])
def settings(slug: str) -> ResponseReturnValue:
    """Show what a company is called and which language it speaks, and change it."""
    found = access.company(slug)
    form = CompanyForm(name=found.name, language=found.language)
    if form.validate_on_submit():
        name, language = form.name.data, form.language.data
        try:
            companies.change(site().installation, slug, name, language)
        except RefusedError as error:
            form.form_errors.append(told(error))
        else:
            noted(slug, "company_changed")
            flash(spoken().say("Saved."))
            return redirect(url_for(".settings", slug=slug), 303)
    page = render_template(
        "workspace/company-settings.html",
        form=form,
        crumbs=_crumbs(slug, found.name, spoken().say("Settings")),
    )
    return page, MENDED if form.errors else 200


def _edited(slug: str | None, company: str) -> ResponseReturnValue:
    own, house = _both(slug)
    form = BrandForm(data=_shown(own))
    status = 200
    if form.validate_on_submit():
        status = _saved(slug, form)
        if status == 200:
            noted(slug or NOBODY, "brand_changed")
            flash(spoken().say("Saved. Pages that are open show it at once."))
            return redirect(_place(slug), 303)
        own, house = _both(slug)
        form.seen.data = own.version
    page = render_template(
        "workspace/brand.html",
        form=form,
        company=company,
        client=slug is not None,
        contrasts=_contrasts(form.typed),
        least=_least(),
        logo=own.logo and url_for(".client_logo" if slug else ".logo", slug=slug),
        remove=url_for(".remove_client_logo" if slug else ".remove_logo", slug=slug),
        shown=letterhead(own.filled(house)),
        sender=own.sender or house.sender,
        own=letterhead(own) if slug else None,
        house=letterhead(house),
        by=house.name,
        crumbs=_crumbs(slug, company, spoken().say("Brand")),
    )
    return page, MENDED if form.errors and status == 200 else status


def _saved(slug: str | None, form: BrandForm) -> int:
    """Save what was typed; what cannot be is told in its place."""
    upload = form.logo.data.read() if form.logo.data else None
    try:
        brands.save(
            site().installation, slug, form.typed, logo=upload, seen=form.seen.data
        )
    except UnfitBrandError as error:
        for fault in error.faults:
            form[fault.part].errors = [told(fault)]
        return MENDED
    except RefusedError as error:
        form.form_errors.append(told(error))
        return CONFLICT
    return 200


def _removed(slug: str | None) -> ResponseReturnValue:
    brands.remove_logo(site().installation, slug)
    noted(slug or NOBODY, "brand_changed")
    flash(spoken().say("The logo is removed."))
    return redirect(_place(slug), 303)


def _both(slug: str | None) -> tuple[Brand, Brand]:
    """Give the brand that is changed, and the consultancy's."""
    if slug is None:
        house = brands.of_consultancy(site().installation)
        return house, house
    return brands.both(site().installation, slug)


def _shown(brand: Brand) -> dict[str, Any]:
    parts = ("name", "first", "second", "sender", "footer")
    return {part: getattr(brand, part) for part in parts} | {"seen": brand.version}


def _contrasts(typed: Typed) -> dict[str, str]:
    """Write how well each colour is seen on white, as far as it is one."""
    found = {}
    for part, text in (("first", typed.first), ("second", typed.second)):
        with suppress(BrandError):
            if colour := colours.colour(text):
                seen = colours.contrast(colour, colours.WHITE)
                found[part] = spoken().told(colours.ratio(seen))
    return found


def _least() -> dict[str, str]:
    least = {"first": colours.FIRST_LEAST, "second": colours.SECOND_LEAST}
    return {part: spoken().told(colours.ratio(value)) for part, value in least.items()}


def _picture(brand: Brand) -> ResponseReturnValue:
    if not brand.logo:
        abort(NOT_FOUND)
    return Response(brand.logo, mimetype="image/png")


def _place(slug: str | None) -> str:
    return url_for(".client", slug=slug) if slug else url_for(".consultancy")


def _crumbs(slug: str | None, company: str, here: str) -> list[tuple[str, str | None]]:
    if slug is None:
        return []
    return below_company(slug, company, (here, None))
