"""Quarter after quarter: what moved, any two compared, departments mapped."""

from diagnostic.web.quarters import comparing, mapping, overview
from diagnostic.web.quarters.page import bp

__all__ = ["bp", "comparing", "mapping", "overview"]
