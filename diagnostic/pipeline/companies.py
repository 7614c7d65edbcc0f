"""Companies."""

from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.slugs import slug
from diagnostic.pipeline.waves import existing_company
from diagnostic.store import companies, documents, waves

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
    name = _checked(name)
    with installation.database.writing() as session:
        found = slug(name, companies.slugs(session))
        companies.add(session, found, name, language)
    return found


def change(installation: Installation, company: str, name: str, language: str) -> None:
    """Change name and language of a company; open pages have the new name at once.

    Args:
        installation: where.
        company: its slug, which stays.
        name: as printed from now on. Releases keep the name that they were made with.
        language: of new waves.

    Raises:
        RefusedError: there is no such company, or as ``add``.
    """
    name = _checked(name)
    with installation.database.writing() as session:
        found = existing_company(session, company)
        found.name, found.language = name, language
        session.flush()
        waves.reread(session, found.id)
        documents.forget(session, found.id)


def _checked(name: str) -> str:
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
    return name
