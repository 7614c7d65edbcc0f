"""What an archive of a company says of it, and whether it can be true."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from diagnostic.brand import colours, texts
from diagnostic.brand.logos import read_logo
from diagnostic.pipeline import audit
from diagnostic.pipeline.commentary import fault, tidy
from diagnostic.pipeline.engagements import agreed, compared
from diagnostic.pipeline.engagements.form import COMMENTARY, FORMAT, MANIFEST
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.release import to_bytes, verify
from diagnostic.release.form import flaw
from diagnostic.release.shapes import misfit
from diagnostic.rules import Rules
from diagnostic.tally.kept import revive
from questionnaires import Questionnaire, QuestionnaireError, parse

NAME = "engagement.json"
LOGO = "brand.png"
# What a document of another making may raise where ours is read.
_STRANGE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)

Manifest = dict[str, Any]
Together = dict[str, Any] | None
"""Maps of departments and comparisons of waves; most archives have none."""
Files = Mapping[str, bytes]


def questionnaire_of(wave: str) -> str:
    """Name the file of a wave's questionnaire."""
    return f"waves/{wave}/questionnaire.toml"


def release_of(wave: str) -> str:
    """Name the file of a wave's release."""
    return f"waves/{wave}/release.json"


def kept_of(wave: str) -> str:
    """Name the file of what later waves need of a wave."""
    return f"waves/{wave}/kept.json"


def commentary_of(wave: str) -> str:
    """Name the file of the consultant's own words on a wave; most waves have none."""
    return f"waves/{wave}/commentary.json"


def actions_of(wave: str) -> str:
    """Name the file of the actions found in a wave; many waves have none."""
    return f"waves/{wave}/actions.json"


def read(files: Files) -> tuple[Manifest, Together]:
    """Read what an archive says, and check all of it.

    Returns:
        The company and its waves; and what is said of waves together.

    Raises:
        RefusedError: the first thing that cannot be.
    """
    manifest = _json(NAME, files)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise RefusedError("this is no archive of a company in the format 1")
    place = misfit(manifest, MANIFEST)
    if place is not None:
        raise _wrong(place or NAME)
    for place in _contradictions(manifest, files):
        raise _wrong(place)
    for wave in manifest["waves"]:
        _check_wave(wave, files)
    return manifest, _together(files, manifest)


def _together(files: Files, manifest: Manifest) -> Together:
    """Give maps of departments and comparisons of waves; most archives have none.

    Raises:
        RefusedError: they are none of these waves.
    """
    if compared.NAME not in files:
        return None
    waves = manifest["waves"]
    released = {wave["id"]: _json(release_of(wave["id"]), files) for wave in waves}
    found: dict[str, Any] = _json(compared.NAME, files)
    place = compared.fault(found, waves, released)
    if place is not None:
        raise _wrong(f"{compared.NAME}: {place}")
    return found


def commentary(files: Files, wave: str) -> list[dict[str, str]]:
    """Give the consultant's own words on a wave, each with language and section.

    Raises:
        RefusedError: they are none that could have been typed here.
    """
    name = commentary_of(wave)
    if name not in files:
        return []
    found = _json(name, files)
    if misfit(found, [COMMENTARY]) is not None:
        raise _wrong(name)
    sections = {(each["language"], each["section"]) for each in found}
    texts = [each["text"] for each in found]
    if len(sections) < len(found) or any(fault(t) or tidy(t) != t for t in texts):
        raise _wrong(name)
    return list(found)


def actions(files: Files, wave: Any, asked: Questionnaire) -> list[dict[str, Any]]:
    """Give the actions found in a wave, each with its measured figures.

    Raises:
        RefusedError: they are none that could have been agreed on here.
    """
    name = actions_of(wave["id"])
    if name not in files:
        return []
    found = _json(name, files)
    if not agreed.fit(found, wave, asked):
        raise _wrong(name)
    return list(found)


def _wrong(place: str) -> RefusedError:
    return RefusedError(
        "this archive cannot be imported: {place} is not as it should be", place=place
    )


def _json(name: str, files: Files) -> Any:
    try:
        return json.loads(files[name])
    except (KeyError, ValueError, RecursionError):
        raise _wrong(name) from None


def _contradictions(manifest: Manifest, files: Files) -> Iterator[str]:
    """Name what does not fit together outside of the waves."""
    waves = manifest["waves"]
    for key in ("id", "name"):
        if len({wave[key] for wave in waves}) < len(waves):
            yield f"waves: {key}"
    optional = {NAME, LOGO, compared.NAME}
    for wave in waves:
        optional |= {commentary_of(wave["id"]), actions_of(wave["id"])}
    if files.keys() - optional != {*_names(waves)}:
        yield "waves"
    for number, entry in enumerate(manifest["log"]):
        if not _holds(audit.check_shape, entry["act"], entry["about"]):
            yield f"log[{number}]"
    try:
        _check_brand(manifest["brand"], files.get(LOGO))
    except ValueError:
        yield "brand"


def _names(waves: list[Any]) -> Iterator[str]:
    for wave in waves:
        yield questionnaire_of(wave["id"])
        yield release_of(wave["id"])
        if wave["kept"]:
            yield kept_of(wave["id"])


def _check_brand(brand: Any, logo: bytes | None) -> None:
    """See that a brand is one that could have been typed here."""
    if brand is None:
        if logo is not None:
            raise ValueError("a logo of no brand")
        return
    read = {
        "first": colours.first(brand["first"] or ""),
        "second": colours.second(brand["second"] or "", brand["first"]),
        "sender": texts.sender(brand["sender"]),
        "footer": texts.footer(brand["footer"]),
    }
    if read != brand:
        raise ValueError("written in another way")
    if logo is not None:
        read_logo(logo)


def _check_wave(wave: Any, files: Files) -> None:
    identity = wave["id"]
    try:
        asked = parse(files[questionnaire_of(identity)])
    except QuestionnaireError:
        raise _wrong(questionnaire_of(identity)) from None
    document = _json(release_of(identity), files)
    place = flaw(document, asked)
    if place is not None:
        raise _wrong(f"{release_of(identity)}: {place}")
    if not verify(document) or to_bytes(document) != files[release_of(identity)]:
        raise RefusedError("the release of {wave} was changed", wave=wave["name"])
    for place in _differences(wave, document, asked):
        raise _wrong(f"{wave['name']}: {place}")
    if wave["kept"]:
        kept = _json(kept_of(identity), files)
        if not _holds(revive, kept, asked):
            raise _wrong(kept_of(identity))
    commentary(files, identity)
    actions(files, wave, asked)


def _differences(
    wave: Any, document: Mapping[str, Any], asked: Questionnaire
) -> Iterator[str]:
    """Name what a wave says otherwise than its release."""
    departments = wave["departments"]
    for key in ("number", "slug", "name"):
        if len({each[key] for each in departments}) < len(departments):
            yield f"departments: {key}"
    groups = {(each["name"], each["leadership"]) for each in document["groups"]}
    if {(each["name"], each["leadership"]) for each in departments} != groups:
        yield "departments"
    if wave["opens"] >= wave["closes"]:
        yield "closes"
    rules = wave["rules"]
    if rules != document["rules"] or not _holds(lambda: Rules(**rules)):
        yield "rules"
    told = {
        "name": document["wave"],
        "minimum": rules.get("minimum"),
        "small_leadership": rules.get("small_leadership"),
    }
    if not document.get("imported"):
        told["mode"] = (document["collection"] or {}).get("mode")
    yield from (key for key, value in told.items() if wave[key] != value)
    if wave["closed"][:10] != document["closed"]:
        yield "closed"
    if document["questionnaire"]["version"] != asked.version:
        yield "questionnaire"
    names = {name for name, _ in groups}
    known = {dimension.key for dimension in asked.dimensions}
    for comment in wave["comments"]:
        if not {comment["department"]} <= {*names, None}:
            yield "comments: department"
        if not {comment["dimension"]} <= {*known, None}:
            yield "comments: dimension"


def _holds(check: Callable[..., object], *values: Any) -> bool:
    """Tell whether a check of ours takes values that are of another making."""
    try:
        check(*values)
    except _STRANGE:
        return False
    return True


def sha256(document: bytes) -> str:
    """Give the digest that a release names as its own."""
    return str(json.loads(document)["sha256"])
