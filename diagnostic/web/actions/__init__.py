"""Actions of a company: agreed on, followed, measured, taken along as files."""

from diagnostic.web.actions import agreeing, editing, files, listing
from diagnostic.web.actions.page import bp

__all__ = ["agreeing", "bp", "editing", "files", "listing"]
