"""A quarter that is set up: one small step a page, in any order, and the launch."""

from diagnostic.web.setup import (
    asking,
    checking,
    copying,
    groups,
    mails,
    participants,
    period,
    preview,
    questions,
)
from diagnostic.web.setup.page import bp

__all__ = [
    "asking",
    "bp",
    "checking",
    "copying",
    "groups",
    "mails",
    "participants",
    "period",
    "preview",
    "questions",
]
