"""What is wrong with a setting; the value is never repeated, it may be a password."""


class UnsafeError(ValueError):
    """A value that cannot be used: the rule, without the name of the setting."""


class SettingsError(Exception):
    """Settings that the program does not start with, in one sentence."""
