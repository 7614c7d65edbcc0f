"""What a user can mend."""


class RefusedError(Exception):
    """One sentence that says what cannot be done, and why."""
