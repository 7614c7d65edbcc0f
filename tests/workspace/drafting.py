"""A consultant who sets a wave up in the browser."""

from diagnostic.pipeline import audit, drafts, waves
from diagnostic.pipeline.listing import find_wave
from diagnostic.store import accounts
from tests.collection.company import NOW, SOURCE, roster
from tests.web.survey import Page

ANA, RUI = "ana@example.com", "rui@example.com"
SMALL = {"leadership": 3, "Marketing": 12, "Product": 4, "Sales": 14}


class Drafting:
    """A draft of the company Acme, and Ana, who sets it up.

    ``get`` and ``send`` open and post a page of the draft; what is not named is sent
    as it stood on the page.
    """

    def __init__(self, office, language="en", **options):
        self.office, self.installation = office, office.installation
        self.slug = office.company("Acme", language)
        self.ana = office.signed_in(ANA, "consultant", self.slug)
        self.wave = waves.create(
            self.installation,
            self.slug,
            "2026-Q3",
            questionnaire=options.pop("questionnaire", SOURCE),
            now=NOW,
            **options,
        )
        self.place = f"/app/waves/{self.wave}/setup"

    @property
    def draft(self):
        return drafts.describe(self.installation, self.slug, self.name)

    @property
    def name(self):
        return find_wave(self.installation, self.wave).name

    @property
    def acts(self):
        return [entry.act for entry in audit.entries(self.installation, self.slug)]

    def get(self, page="", client=None):
        return (client or self.ana).get(f"{self.place}{page}")

    def filled(self, page="", client=None):
        """What a browser would send of the form of a page."""
        return form(self.get(page, client))

    def send(self, page, client=None, *, shown=None, **changed):
        """Fill a form and send it; ``shown`` is one that was opened before."""
        fields = self.filled(page, client) if shown is None else shown
        return (client or self.ana).send(f"{self.place}{page}", {**fields, **changed})


def form(answer):
    """What a browser would send of a page that it shows."""
    page = Page(answer.get_data(as_text=True))
    kinds = ("hidden", "text", "date", "number")
    typed = {i["name"]: i.get("value", "") for i in page.inputs if i["type"] in kinds}
    # The first line end after the tag is none of the text.
    areas = {name: text.removeprefix("\r\n") for name, text in page.areas.items()}
    return {**typed, **areas, **page.chosen}


def speaks(office, email, language):
    """Let an account read the workspace in a language."""
    with office.installation.database.writing() as session:
        accounts.find(session, email).language = language


def with_roster(office, sizes=SMALL, **options):
    """A draft whose roster is there."""
    return Drafting(office, roster=roster(sizes), **options)
