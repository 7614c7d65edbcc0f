"""The consultant's foreword and comments to a report: beside the release, as typed."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from diagnostic.brand import Brand
from diagnostic.pipeline.installation import Installation
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.pipeline.revisions import ChangedMeanwhileError
from diagnostic.pipeline.waves import existing
from diagnostic.store import commentaries, documents
from diagnostic.store.database import Session
from diagnostic.store.models import Wave
from questionnaires.saying import Said
from questionnaires.texts import breaks_documents
from reports.commentary import Commentary
from reports.wording import words

if TYPE_CHECKING:
    from reports.sections import Section

LONGEST = 2_000


@dataclass(frozen=True)
class Passage:
    """A section of a report, and the consultant's words on it.

    Args:
        section: its anchor.
        title: its heading in the language of the words; None if there is no such
            section any more, or the words came from elsewhere.
        headline: what it found, if it says so.
        text: the words; '' is none.
        version: of the words, to be given with a change.
    """

    section: str
    title: str | None
    headline: Markup | None
    text: str
    version: str


@dataclass(frozen=True)
class Typed:
    """Words that somebody typed for a section.

    Args:
        text: as it was sent.
        seen: version of the words that were shown.
    """

    text: str
    seen: str


class UnfitTextError(ValueError):
    """Words that cannot be printed.

    Attributes:
        faults: what is wrong, by section.
    """

    def __init__(self, faults: Mapping[str, Said]) -> None:
        """Keep the faults; ``str()`` gives one line for each."""
        self.faults = faults
        super().__init__("\n".join(str(said) for said in faults.values()))


class RewrittenError(ChangedMeanwhileError):
    """Somebody else has changed the words on a section since they were shown.

    Attributes:
        now: their words, by section.
    """

    def __init__(self, now: Mapping[str, str]) -> None:
        """Keep the words."""
        self.now = now
        super().__init__(
            Said("somebody else has changed this text since you opened the page")
        )


def passages(
    installation: Installation, company: str, name: str, language: str
) -> list[Passage]:
    """List the sections of a wave's report with the words on them.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        language: of the report, ``en`` or ``pt``: each has its own words.

    Raises:
        RefusedError: there is no such wave, or it is not sealed.
    """
    found = _sections(installation, company, name, language)
    with installation.database.reading() as session:
        wave = existing(session, company, name)
        kept = commentaries.in_language(session, wave.id, language)
    return [
        *(
            _passage(anchor, kept.get(anchor, ""), section)
            for anchor, section in found.items()
        ),
        *(_passage(gone, kept[gone]) for gone in sorted(kept.keys() - found.keys())),
    ]


def of_wave(
    session: Session, wave: Wave, language: str, consultancy: Brand
) -> Commentary | None:
    """Give the consultant's words on a wave in a language; None if there are none."""
    texts = commentaries.in_language(session, wave.id, language)
    return Commentary(author(consultancy, language), texts) if texts else None


def author(consultancy: Brand, language: str) -> str:
    """Name whose words they are, as the report does."""
    return consultancy.name or words(language).say("the consultant")


def save(
    installation: Installation,
    company: str,
    name: str,
    language: str,
    typed: Mapping[str, Typed],
) -> bool:
    """Keep the words on sections of a report: all that were changed, or none.

    Two may write at once, each on other sections. Reports that were made before are
    made again when somebody asks for them.

    Args:
        installation: where.
        company: its slug.
        name: of the wave.
        language: of the report.
        typed: by section; a section that is not named keeps its words.

    Returns:
        Whether anything was changed.

    Raises:
        UnfitTextError: everything that cannot be printed.
        RewrittenError: somebody else has changed words that are changed here too.
        RefusedError: the report has no such section, there is no such wave, or it is
            not sealed.
    """
    new = {section: Typed(tidy(one.text), one.seen) for section, one in typed.items()}
    faults = {
        section: said for section, one in new.items() if (said := fault(one.text))
    }
    if faults:
        raise UnfitTextError(faults)
    known = _sections(installation, company, name, language)
    with installation.database.writing() as session:
        wave = existing(session, company, name, hold=True)
        kept = commentaries.in_language(session, wave.id, language)
        for section in new:
            if section not in known and section not in kept:
                raise RefusedError(
                    "the report has no section {section}", section=section
                )
        changed = _changes(new, kept)
        for section, text in changed.items():
            commentaries.put(session, wave.id, language, section, text)
        if changed:
            documents.forget_reports(session, wave.id, wave.name, language)
    return bool(changed)


def tidy(typed: str) -> str:
    """End lines in one way, and part paragraphs by one empty line."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    plain = "\n".join(line.rstrip() for line in lines.split("\n")).strip("\n")
    return re.sub(r"\n{3,}", "\n\n", plain)


def fault(text: str) -> Said | None:
    """Say why a tidy text cannot be printed; None if it can."""
    if len(text) > LONGEST:
        return Said("the text is longer than {longest} characters", longest=LONGEST)
    for sign in text:
        if sign != "\n" and breaks_documents(sign):
            name = unicodedata.name(sign, f"U+{ord(sign):04X}")
            return Said("the text contains the control character {name}", name=name)
    return None


def version(text: str) -> str:
    """Name a text, so that two who change it notice each other."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _passage(anchor: str, text: str, section: "Section | None" = None) -> Passage:
    title = section.title if section else None
    headline = section.headline if section else None
    return Passage(anchor, title, headline, text, version(text))


def _sections(
    installation: Installation, company: str, name: str, language: str
) -> Mapping[str, "Section"]:
    # What reads a release loads slowly.
    from diagnostic.pipeline import reporting
    from reports.sections import sections

    found = reporting.basis(installation, company, name, language)
    released = json.loads(found.written)
    return sections(released, found.questionnaire, language, found.series)


def _changes(typed: Mapping[str, Typed], kept: Mapping[str, str]) -> Mapping[str, str]:
    """Give the words to be kept, of those who changed what they were shown."""
    changed, now = {}, {}
    for section, new in typed.items():
        text = kept.get(section, "")
        if new.text == text or version(new.text) == new.seen:
            continue
        if version(text) == new.seen:
            changed[section] = new.text
        else:
            now[section] = text
    if now:
        raise RewrittenError(now)
    return changed
