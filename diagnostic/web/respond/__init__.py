"""The pages of respondents: no account, no cookie, nothing kept in the browser."""

from diagnostic.web.respond.views import register

__all__ = ["register"]
