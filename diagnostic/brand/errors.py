"""What a brand cannot have."""

from questionnaires.saying import Said


class BrandError(ValueError):
    """One sentence that says what is wrong with an upload, a colour or a text.

    Attributes:
        said: the sentence in English, which the catalogue can translate.
        part: what of the brand it is about, named as in ``Brand``; '' is unknown.
    """

    def __init__(self, message: str, /, *, part: str = "", **values: object) -> None:
        """Keep the sentence so that pages can say it in another language."""
        self.said = Said(message, **values)
        self.part = part
        super().__init__(str(self.said))


class UnfitBrandError(ValueError):
    """A brand that cannot be.

    Attributes:
        faults: everything that is wrong with it, each with its part.
    """

    def __init__(self, *faults: BrandError) -> None:
        """Keep the faults; ``str()`` gives a line for each."""
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))
