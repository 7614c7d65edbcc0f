"""The tables. What is about respondents has no date, sequence, link or address."""

from diagnostic.store.models.accounts import (
    Account,
    Event,
    Membership,
    Notice,
    NoticeKind,
    NoticeState,
    Role,
)
from diagnostic.store.models.base import UNORDERED, Base, random_id, random_name
from diagnostic.store.models.leaving import Erasure, Farewell
from diagnostic.store.models.quarters import (
    Action,
    ActionState,
    Comparison,
    DepartmentMap,
    Figure,
    Measurement,
)
from diagnostic.store.models.respondents import (
    Ballot,
    Mail,
    MailState,
    Participant,
    Spent,
)
from diagnostic.store.models.results import Comment, Kept, Release
from diagnostic.store.models.waves import Company, Department, Mode, State, Wave
from diagnostic.store.models.workspace import (
    Brand,
    Commentary,
    Document,
    DocumentKind,
    DocumentState,
    Redaction,
    Wording,
)

__all__ = [
    "UNORDERED",
    "Account",
    "Action",
    "ActionState",
    "Ballot",
    "Base",
    "Brand",
    "Comment",
    "Commentary",
    "Company",
    "Comparison",
    "Department",
    "DepartmentMap",
    "Document",
    "DocumentKind",
    "DocumentState",
    "Erasure",
    "Event",
    "Farewell",
    "Figure",
    "Kept",
    "Mail",
    "MailState",
    "Measurement",
    "Membership",
    "Mode",
    "Notice",
    "NoticeKind",
    "NoticeState",
    "Participant",
    "Redaction",
    "Release",
    "Role",
    "Spent",
    "State",
    "Wave",
    "Wording",
    "random_id",
    "random_name",
]
