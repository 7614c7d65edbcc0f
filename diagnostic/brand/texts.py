"""The words of a brand, each one line of plain text."""

from diagnostic.brand.errors import BrandError

LONGEST_NAME = 120
LONGEST_SENDER = 120
LONGEST_FOOTER = 300


def name(typed: str) -> str:
    """Read whose brand it is; may be empty.

    Raises:
        BrandError: too long, or not to be printed.
    """
    return _line(typed, LONGEST_NAME)


def sender(typed: str) -> str:
    """Read the name that mails come from; may be empty.

    Raises:
        BrandError: too long, not to be printed, or it looks like an address: servers
            take a mail that shows another address than its own for a forged one.
    """
    found = _line(typed, LONGEST_SENDER)
    if "@" in found:
        raise BrandError("a sender has a name here, not an address: leave out the @")
    return found


def footer(typed: str) -> str:
    """Read the line under pages, letters and covers; may be empty.

    Raises:
        BrandError: too long, not to be printed, or with a link: in a letter there is
            one link only, the respondent's own.
    """
    found = _line(typed, LONGEST_FOOTER)
    if "://" in found:
        raise BrandError("a footer has no links: write example.org, without https://")
    return found


def _line(typed: str, longest: int) -> str:
    text = " ".join(typed.split())
    if len(text) > longest:
        raise BrandError(
            "this has {length} characters, and up to {longest} are possible",
            length=len(text),
            longest=longest,
        )
    # A line end would add a header to a mail, a mark of direction turn words round.
    if not text.isprintable():
        raise BrandError("there is a character in it that cannot be printed")
    return text
