"""A draft as pages see and change it."""

from diagnostic.pipeline import drafts
from questionnaires.additions import Addition
from tests.collection.company import NOW

OWN = Addition({"en": "We learn.", "pt": "Aprendemos."})


def described(installation, name="2026-Q3"):
    return drafts.describe(installation, "acme", name)


def change(installation, revision=0, name="2026-Q3", **settings):
    return drafts.change(
        installation, "acme", name, revision=revision, now=NOW, **settings
    )
