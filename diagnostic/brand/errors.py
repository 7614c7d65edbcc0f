"""What a brand cannot have."""

from questionnaires.saying import Said


class BrandError(ValueError):
    """One sentence that says what is wrong with an upload, a colour or a text.

    Attributes:
        said: the sentence in English, which the catalogue can translate.
    """

    def __init__(self, message: str, /, **values: object) -> None:
        """Keep the sentence so that pages can say it in another language."""
        self.said = Said(message, **values)
        super().__init__(str(self.said))
