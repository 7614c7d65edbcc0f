"""The results of a sealed wave, for consultants and leaders."""

from diagnostic.web.results import comments, sections
from diagnostic.web.results.page import bp

__all__ = ["bp", "comments", "sections"]
