"""Reads the archive of a company."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from diagnostic.brand.logos import read_logo
from diagnostic.pipeline import audit
from diagnostic.pipeline.engagements import agreed, compared, contents, parcels
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.slugs import slug
from diagnostic.store import accounts, brands, commentaries, companies, engagements
from diagnostic.store.database import Session
from diagnostic.store.models import Company
from questionnaires import parse


@dataclass(frozen=True)
class Imported:
    """A company that came from another installation.

    Args:
        company: its slug, another one if its own was taken.
        waves: names of its waves.
        left_out: names of waves that were not sealed, and so are not in the archive.
        compared: later waves can be compared with all of these.
    """

    company: str
    waves: tuple[str, ...]
    left_out: tuple[str, ...]
    compared: bool


def import_(
    installation: Installation,
    packed: bytes,
    account: str,
    now: datetime,
    *,
    whole: bool,
) -> Imported:
    """Add a company from an archive: everything is checked before anything is written.

    A consultant who imports it works for it from then on.

    Args:
        installation: where.
        packed: what ``export`` wrote.
        account: e-mail of who does it, or ``audit.COMMAND_LINE``.
        now: the clock.
        whole: take what later waves need of these, if it is there. From a page
            nobody may bring it: who invents an earlier wave could ask of the answers
            to the next one what is not shown.

    Raises:
        RefusedError: the first thing that is wrong with it, or it is here already.
    """
    files = parcels.unpack(packed)
    manifest, together = contents.read(files)
    told = manifest["company"]
    with installation.database.writing() as session:
        if engagements.known(session, (wave["id"] for wave in manifest["waves"])):
            raise RefusedError("this engagement is here already")
        owner = companies.add(
            session,
            slug(told["slug"], companies.slugs(session)),
            told["name"],
            told["language"],
        )
        owner.second_factor = told["second_factor"]
        _add_brand(session, owner, manifest["brand"], files.get(contents.LOGO))
        for wave in manifest["waves"]:
            _add_wave(session, owner, wave, files, whole=whole)
        if together is not None:
            compared.add(session, together)
        entries = (_entry(entry) for entry in manifest["log"])
        engagements.add_entries(session, owner.slug, entries)
        number = len(manifest["waves"])
        audit.note(session, account, owner.slug, "imported", now, waves=number)
        _let_in(session, account, owner)
        return Imported(
            owner.slug,
            tuple(wave["name"] for wave in manifest["waves"]),
            tuple(wave["name"] for wave in manifest["left_out"]),
            whole and all(wave["kept"] for wave in manifest["waves"]),
        )


def _add_brand(
    session: Session, owner: Company, brand: dict[str, Any] | None, logo: bytes | None
) -> None:
    if brand is not None:
        drawn = None if logo is None else read_logo(logo)
        brands.change(session, owner.id, **brand, logo=drawn)


def _add_wave(
    session: Session,
    owner: Company,
    wave: dict[str, Any],
    files: Mapping[str, bytes],
    *,
    whole: bool,
) -> None:
    source = files[contents.questionnaire_of(wave["id"])]
    asked = parse(source)
    values = {
        name: value
        for name, value in wave.items()
        if name not in ("kept", "departments", "comments")
    }
    for name in ("created", "opens", "closes", "closed"):
        values[name] = datetime.fromisoformat(values[name])
    if values["counted"] is not None:
        values["counted"] = date.fromisoformat(values["counted"])
    document = files[contents.release_of(wave["id"])]
    values |= {
        "imported": bool(json.loads(document).get("imported")),
        "company_id": owner.id,
        "questionnaire_key": asked.key,
        "questionnaire_version": asked.version,
        "questionnaire_source": source,
    }
    kept = files[contents.kept_of(wave["id"])] if whole and wave["kept"] else None
    engagements.add_sealed(
        session,
        values,
        wave["departments"],
        document,
        contents.sha256(document),
        None if kept is None else kept.decode(),
    )
    comments = [
        (each["department"], each["dimension"], each["text"], each["redacted"])
        for each in wave["comments"]
    ]
    engagements.add_comments(session, wave["id"], comments)
    for own in contents.commentary(files, wave["id"]):
        commentaries.put(session, wave["id"], **own)
    agreed.add(session, wave["id"], contents.actions(files, wave, asked))


def _entry(entry: dict[str, Any]) -> tuple[datetime, str, str, dict[str, Any]]:
    at = datetime.fromisoformat(entry["at"])
    return at, entry["account"], entry["act"], entry["about"]


def _let_in(session: Session, account: str, company: Company) -> None:
    """Let a consultant see what they brought; administrators see all of it."""
    found = accounts.find(session, account)
    if found is not None and found.role == "consultant":
        accounts.join(session, found.id, company)
