"""The names of the form's fields, as other programs send them."""

REVIEW = "review"
"""What to do with the answers; without it they are stored. No item has this id."""
SHOW = "1"
"""Show what would be stored."""
CHANGE = "change"
"""Show the filled form again."""


def comment(dimension: str) -> str:
    """Name the comment on a dimension."""
    return f"comment-{dimension}"


def prediction(team: str, dimension: str) -> str:
    """Name what a leader thinks of how a team scores; teams by their slug."""
    return f"predict-{team}-{dimension}"
