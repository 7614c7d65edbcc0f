"""The release, section by section."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from diagnostic.web import access
from diagnostic.web.actions.offered import agree
from diagnostic.web.results.page import around, bp
from diagnostic.web.site import site
from diagnostic.web.speech import language

NOT_FOUND = 404


@bp.get("/results")
def show(identity: str) -> ResponseReturnValue:
    """Show what was found, how sure it is, and what cannot be said."""
    return _section(identity, "summary")


@bp.get("/results/map", endpoint="map_page")
def map_page(identity: str) -> ResponseReturnValue:
    """Show teams by dimensions."""
    return _section(identity, "map")


@bp.get("/results/dimensions/<key>")
def dimension(identity: str, key: str) -> ResponseReturnValue:
    """Show who stands where in a dimension, and its questions."""
    return _section(identity, "dimension", key)


@bp.get("/results/agreement")
def agreement(identity: str) -> ResponseReturnValue:
    """Show how far the people of each group agree."""
    return _section(identity, "agreement")


@bp.get("/results/expected")
def expected(identity: str) -> ResponseReturnValue:
    """Show what leadership expected the teams to answer."""
    return _section(identity, "expected")


@bp.get("/results/changes")
def changes(identity: str) -> ResponseReturnValue:
    """Show what moved since the wave before."""
    return _section(identity, "changes")


@bp.get("/results/participation")
def participation(identity: str) -> ResponseReturnValue:
    """Show who answered, and what is not shown."""
    return _section(identity, "participation")


@bp.get("/results/method")
def method(identity: str) -> ResponseReturnValue:
    """Show how it was tested, every threshold, and the hash of the release."""
    return _section(identity, "method")


def _section(
    identity: str, section: str, part: str | None = None
) -> ResponseReturnValue:
    # What reads a release loads slowly; respondents never wait for it.
    from diagnostic.pipeline import reporting
    from reports import pages

    wave = access.results(identity)
    release, asked = reporting.released(site().installation, wave.company, wave.name)
    page = pages.build(release, asked, language(), section, part)
    if page is None:
        abort(NOT_FOUND)
    surroundings = around(wave, page["contents"], (section, part))
    if section in ("summary", "dimension"):
        surroundings["agree"] = agree(wave, release, asked, part)
    return render_template(f"results/{section}.html", **{**page, **surroundings})
