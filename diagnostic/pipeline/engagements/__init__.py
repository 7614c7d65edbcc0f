"""One company as a file that another installation imports."""

from diagnostic.pipeline.engagements.exporting import Archive, export
from diagnostic.pipeline.engagements.importing import Imported, import_

__all__ = ["Archive", "Imported", "export", "import_"]
