"""Settings: typed, frozen, and refused where they are unknown or unsafe."""

from diagnostic.config.errors import SettingsError
from diagnostic.config.mail import MailServer
from diagnostic.config.oidc import Provider
from diagnostic.config.settings import DEFAULTS, Settings, load, prepare

__all__ = [
    "DEFAULTS",
    "MailServer",
    "Provider",
    "Settings",
    "SettingsError",
    "load",
    "prepare",
]
