"""What a user can mend."""

from questionnaires.saying import Said

# Words that stand in the places of refusals, and in pages.
STATES = {
    "draft": Said("draft"),
    "scheduled": Said("scheduled"),
    "open": Said("open"),
    "closed": Said("closed"),
    "sealed": Said("sealed"),
}
MODES = {
    "invited": Said("invited"),
    "codes": Said("codes"),
    "open": Said("open"),
}


class RefusedError(Exception):
    """One sentence that says what cannot be done, and why.

    Attributes:
        said: the sentence in English, which the catalogue can translate.
        message: the same with places in braces, as the catalogue has it.
        values: what stands in the places; what is to be translated too is a ``Said``.
    """

    def __init__(self, message: str, /, **values: object) -> None:
        """Keep the sentence so that pages can say it in another language."""
        self.said = Said(message, **values)
        self.message = self.said.message
        self.values = self.said.values
        super().__init__(str(self.said))
