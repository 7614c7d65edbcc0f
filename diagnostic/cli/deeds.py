"""Writes down what a command did to a company."""

from datetime import UTC, datetime

from diagnostic.pipeline import audit
from diagnostic.pipeline.installation import Installation


def noted(installation: Installation, company: str, act: str, **about: object) -> None:
    """Add what a command has just done to the log of a company.

    Args:
        installation: where.
        company: its slug.
        act: key of ``acts.ACTS``.
        **about: a value for each place of the act's sentence.
    """
    now = datetime.now(UTC)
    audit.record(installation, audit.COMMAND_LINE, company, act, now, **about)
