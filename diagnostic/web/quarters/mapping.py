"""What became of departments between two neighbouring quarters: said once, for good."""

from flask import abort
from flask.typing import ResponseReturnValue

from diagnostic.web import access
from diagnostic.web.quarters import page
from diagnostic.web.quarters.page import NOT_FOUND, bp


@bp.get("/map/<earlier>/<later>")
def departments(slug: str, earlier: str, later: str) -> ResponseReturnValue:
    """Show what became of each department."""
    access.company(slug)
    if page.row_of(slug, later).neighbours(earlier, later) is None:
        abort(NOT_FOUND)
    abort(NOT_FOUND)
