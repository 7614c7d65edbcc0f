"""Companies."""

from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.slugs import slug
from diagnostic.store import companies

_LONGEST = 200


def add(installation: Installation, name: str, language: str) -> str:
    """Add a company.

    Args:
        installation: where.
        name: as printed; two companies may have the same.
        language: of its waves unless they say otherwise, ``en`` or ``pt``.

    Returns:
        The company's slug, which commands name it by.

    Raises:
        RefusedError: the name is empty, too long, or not one line of text.
    """
    name = " ".join(name.split())
    if not name:
        raise RefusedError("the company needs a name")
    if len(name) > _LONGEST:
        raise RefusedError(
            "a name has up to {longest} characters, not {length}",
            longest=_LONGEST,
            length=len(name),
        )
    if not name.isprintable():
        raise RefusedError("the company's name has characters that cannot be printed")
    with installation.database.writing() as session:
        found = slug(name, companies.slugs(session))
        companies.add(session, found, name, language)
    return found
