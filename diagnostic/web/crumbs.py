"""Where a page stands: what leads to it, from the list of companies on."""

from flask import url_for

from diagnostic.web.speech import spoken

Crumb = tuple[str, str | None]
"""A title, and the address of its page; None is the page itself."""


def below_companies(*here: Crumb) -> list[Crumb]:
    """Lead from the list of companies to a page."""
    return [(spoken().say("Companies"), url_for("companies.index")), *here]


def below_company(slug: str, name: str, *here: Crumb) -> list[Crumb]:
    """Lead from a company to a page of it."""
    return below_companies((name, url_for("companies.company", slug=slug)), *here)
