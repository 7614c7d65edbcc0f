"""Writes the archive of a company."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

from diagnostic.pipeline.engagements import agreed, compared, contents, parcels
from diagnostic.pipeline.engagements.form import FORMAT
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.waves import existing_company
from diagnostic.store import brands, commentaries, engagements, events, releases
from diagnostic.store.database import Session
from diagnostic.store.models import Brand, Company, Department, Event, Wave


@dataclass(frozen=True)
class Archive:
    """One company as a file.

    Args:
        name: of the file.
        content: a ZIP.
        waves: names of the waves in it.
        left_out: names of those that are not sealed, and so not in it.
    """

    name: str
    content: bytes
    waves: tuple[str, ...]
    left_out: tuple[str, ...]


def export(
    installation: Installation, company: str, now: datetime, *, whole: bool
) -> Archive:
    """Write down a company with its brand, its sealed waves and its log.

    Neither accounts nor anything of a wave that is not sealed: its key stays here, and
    without it nobody can read rosters or answers.

    Args:
        installation: where.
        company: its slug.
        now: the clock.
        whole: with what later waves need of the sealed ones. That is more exact than
            what is shown, so whoever runs the installation gets it, and no page
            (rules S3, P9). Without it later waves are not compared with these.

    Raises:
        RefusedError: there is no such company.
    """
    with installation.database.reading() as session:
        owner = existing_company(session, company)
        waves = [wave for wave in owner.waves if wave.state == "sealed"]
        others = [wave for wave in owner.waves if wave.state != "sealed"]
        manifest = _manifest(session, owner, now)
        brand = brands.find(session, owner.id)
        files: dict[str, bytes] = {}
        if brand is not None and brand.logo is not None:
            files[contents.LOGO] = brand.logo
        for wave in waves:
            kept = releases.kept(session, wave.id) if whole else None
            manifest["waves"].append(_wave(session, wave, kept=kept is not None))
            files |= _files(session, wave, kept)
        together = compared.written(session, waves)
        if together is not None:
            files[compared.NAME] = _json(together)
        manifest["left_out"] = [{"name": w.name, "state": w.state} for w in others]
    return Archive(
        f"{company}.engagement.zip",
        parcels.pack({contents.NAME: _json(manifest), **files}),
        tuple(wave["name"] for wave in manifest["waves"]),
        tuple(wave["name"] for wave in manifest["left_out"]),
    )


def _manifest(session: Session, company: Company, now: datetime) -> contents.Manifest:
    return {
        "format": FORMAT,
        "program": version("alignment-diagnostic"),
        "made": _moment(now),
        "company": {
            "slug": company.slug,
            "name": company.name,
            "language": company.language,
            "second_factor": company.second_factor,
        },
        "brand": _brand(brands.find(session, company.id)),
        "waves": [],
        "log": [_entry(each) for each in events.of_company(session, company.slug)],
    }


def _brand(brand: Brand | None) -> dict[str, Any] | None:
    if brand is None:
        return None
    return {
        "first": brand.first,
        "second": brand.second,
        "sender": brand.sender,
        "footer": brand.footer,
    }


def _wave(session: Session, wave: Wave, *, kept: bool) -> dict[str, Any]:
    moments = {
        name: _moment(getattr(wave, name))
        for name in ("created", "opens", "closes", "closed")
    }
    plain = (
        *("id", "name", "subject", "language", "mode", "minimum", "small_leadership"),
        *("rules", "late", "reminders", "answered", "comments_shown"),
    )
    return {
        **{name: getattr(wave, name) for name in plain},
        **moments,
        "counted": None if wave.counted is None else wave.counted.isoformat(),
        "kept": kept,
        "departments": [_department(each) for each in wave.departments],
        "comments": [
            {
                "department": department,
                "dimension": dimension,
                "text": text,
                "redacted": redacted,
            }
            for department, dimension, text, redacted in engagements.comments(
                session, wave.id
            )
        ],
    }


def _department(department: Department) -> dict[str, Any]:
    plain = (
        *("number", "slug", "name", "leadership", "predicted"),
        *("invited", "printed", "answered"),
    )
    return {name: getattr(department, name) for name in plain}


def _entry(entry: Event) -> dict[str, Any]:
    return {
        "at": _moment(entry.at),
        "account": entry.account,
        "act": entry.act,
        "about": dict(entry.about),
    }


def _files(
    session: Session, wave: Wave, kept: str | None
) -> Iterator[tuple[str, bytes]]:
    yield contents.questionnaire_of(wave.id), wave.questionnaire_source
    yield contents.release_of(wave.id), releases.document(session, wave.id) or b""
    if kept is not None:
        yield contents.kept_of(wave.id), kept.encode()
    own = [
        {"language": language, "section": section, "text": text}
        for language, section, text in commentaries.of_wave(session, wave.id)
    ]
    if own:
        yield contents.commentary_of(wave.id), _json(own)
    if found := agreed.written(session, wave):
        yield contents.actions_of(wave.id), _json(found)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _moment(moment: datetime) -> str:
    return moment.isoformat()
