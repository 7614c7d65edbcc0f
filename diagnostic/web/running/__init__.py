"""A wave that was launched: participation, reminders, additions, cards, its end."""

from diagnostic.web.running import cards, ending, participation, people
from diagnostic.web.running.page import bp

__all__ = ["bp", "cards", "ending", "participation", "people"]
