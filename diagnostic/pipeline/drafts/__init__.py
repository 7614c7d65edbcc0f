"""A wave while it is set up: described, changed, copied from the last, deleted."""

from diagnostic.pipeline.drafts.changes import (
    Changed,
    ChangedMeanwhileError,
    change,
    choose_questionnaire,
    delete,
    set_additions,
    set_roster,
)
from diagnostic.pipeline.drafts.draft import Draft, DraftDepartment, describe
from diagnostic.pipeline.drafts.quarters import copy, suggest_name

__all__ = [
    "Changed",
    "ChangedMeanwhileError",
    "Draft",
    "DraftDepartment",
    "change",
    "choose_questionnaire",
    "copy",
    "delete",
    "describe",
    "set_additions",
    "set_roster",
    "suggest_name",
]
