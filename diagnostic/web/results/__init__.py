"""The results of a sealed wave, for consultants and leaders."""

from diagnostic.web.results import commentary, comments, sections
from diagnostic.web.results.page import bp

__all__ = ["bp", "commentary", "comments", "sections"]
