"""What a brand cannot have."""


class BrandError(ValueError):
    """One sentence that says what is wrong with an upload, a colour or a text.

    Attributes:
        message: the sentence in English with places in braces, as the catalogue has it.
        values: what stands in the places.
    """

    def __init__(self, message: str, /, **values: object) -> None:
        """Keep the sentence so that pages can say it in another language."""
        self.message = message
        self.values = values
        super().__init__(message.format(**values) if values else message)
