"""A wave while it is set up: described, changed, copied from the last, deleted."""

from diagnostic.pipeline.drafts.asking import choose_questionnaire, set_additions
from diagnostic.pipeline.drafts.changes import (
    change,
    delete,
    join_teams,
    set_roster,
)
from diagnostic.pipeline.drafts.draft import Draft, DraftDepartment, describe
from diagnostic.pipeline.drafts.editing import Changed
from diagnostic.pipeline.drafts.quarters import copy, suggest_name
from diagnostic.pipeline.revisions import ChangedMeanwhileError

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
    "join_teams",
    "set_additions",
    "set_roster",
    "suggest_name",
]
