"""The pages: respondents', and later those of consultants and leaders."""

from diagnostic.web.app import create_app

__all__ = ["create_app"]
