"""The engagement as a whole: its log, its archive, and its end."""

from diagnostic.web.engagement import archive, ending, log
from diagnostic.web.engagement.page import bp

__all__ = ["archive", "bp", "ending", "log"]
