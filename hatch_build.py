"""Build hook: compile the message catalogues that the wheel carries."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "diagnostic/translations/*/LC_MESSAGES/*.po"
EPOCH = datetime.fromtimestamp(0, UTC)


def compile_catalogue(source: Path) -> bytes:
    """Compile one catalogue; a message marked fuzzy is left out, as in gettext.

    Raises:
        PoFileError: the file is not a catalogue; names the line.
    """
    compiled = BytesIO()
    with source.open("rb") as lines:
        catalogue = read_po(lines, abort_invalid=True)
    # Babel fills in today where the source has no date; same source, same bytes.
    catalogue.creation_date = catalogue.revision_date = EPOCH
    write_mo(compiled, catalogue)
    return compiled.getvalue()


class CompileCatalogues(BuildHookInterface[BuilderConfig]):
    """Leaves a ``.mo`` beside each ``.po``, in a wheel as in an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile what has changed."""
        for source in sorted(Path(self.root).glob(CATALOGUES)):
            target, compiled = source.with_suffix(".mo"), compile_catalogue(source)
            # Left alone when equal: somebody may be reading it.
            if not target.exists() or target.read_bytes() != compiled:
                target.write_bytes(compiled)
