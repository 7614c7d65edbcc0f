"""Actions: agreed on about a finding, and followed from quarter to quarter."""

from diagnostic.pipeline.actions.agreeing import (
    Deed,
    add,
    change,
    delete,
    measure,
    remind,
    report,
)
from diagnostic.pipeline.actions.listing import Entry, agreed, find, listed
from diagnostic.pipeline.actions.suggesting import Draft, Finding, draft, findings
from diagnostic.pipeline.actions.typed import UnfitActionError, Wanted

__all__ = [
    "Deed",
    "Draft",
    "Entry",
    "Finding",
    "UnfitActionError",
    "Wanted",
    "add",
    "agreed",
    "change",
    "delete",
    "draft",
    "find",
    "findings",
    "listed",
    "measure",
    "remind",
    "report",
]
