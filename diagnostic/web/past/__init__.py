"""Earlier quarters of a company, from a file of answers collected elsewhere."""

from diagnostic.web.past.views import bp

__all__ = ["bp"]
