"""Writes down what a visitor did."""

from diagnostic.pipeline import audit
from diagnostic.web import access
from diagnostic.web.site import site


def noted(company: str, act: str, **about: object) -> None:
    """Add what the visitor has just done to the log of a company.

    Args:
        company: its slug; empty for what is done to none.
        act: key of ``acts.ACTS``.
        **about: a value for each place of the act's sentence.
    """
    here, who = site(), access.visitor().email
    audit.record(here.installation, who, company, act, here.clock(), **about)
