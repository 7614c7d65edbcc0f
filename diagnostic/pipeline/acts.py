"""What can be done to a company, as the log says it; nothing about a respondent."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import get_args

from diagnostic.store.models import DocumentKind
from reports.wording import mark

_LONGEST = 80
_LONGEST_ADDRESS = 254

ACTS: Mapping[str, str] = {
    "company_added": mark("Added the company"),
    "company_changed": mark("Changed the company's details"),
    "brand_changed": mark("Changed the brand"),
    "invited": mark("Invited {member}"),
    "membership_removed": mark("Took {member} off the company"),
    "account_added": mark("Added the account {member}"),
    "account_deactivated": mark("Deactivated the account {member}"),
    "account_activated": mark("Activated the account {member}"),
    "role_changed": mark("Gave {member} another role"),
    "two_factor_demanded": mark("Demanded two-factor sign-in"),
    "two_factor_released": mark("No longer demands two-factor sign-in"),
    "two_factor_reset": mark("Reset the two-factor sign-in of {member}"),
    "wave_created": mark("Created the draft {wave}"),
    "wave_copied": mark("Copied {earlier} to the draft {wave}"),
    "wave_changed": mark("Changed the settings of {wave}"),
    "wave_deleted": mark("Deleted the draft {wave}"),
    "questionnaire_chosen": mark("Chose the questionnaire {questionnaire} for {wave}"),
    "roster_set": mark(
        "Set the participants of {wave} (people: {people}, departments: {departments})"
    ),
    "texts_changed": mark("Changed the mail texts of {wave}"),
    "test_mail": mark("Had a test mail of {wave} sent to themselves"),
    "launched": mark("Launched {wave}"),
    "reminded": mark("Had everybody invited to {wave} reminded"),
    "address_corrected": mark("Corrected a refused address of {wave}"),
    "people_added": mark("Added people to {wave} (people: {people})"),
    "cards_printed": mark("Printed the cards of {wave} (cards: {cards})"),
    "extended": mark("Extended {wave} to {day}"),
    "closed": mark("Closed {wave}"),
    "sealed": mark("Sealed {wave}"),
    "comment_redacted": mark("Redacted a comment of {wave}"),
    "comment_restored": mark("Restored a comment of {wave}"),
    "comments_shown": mark("Showed the comments of {wave} to leaders"),
    "comments_hidden": mark("Hid the comments of {wave} from leaders"),
    "commentary_changed": mark(
        "Changed the consultant's words in the report of {wave}"
    ),
    "action_added": mark("Agreed on an action from {wave}"),
    "action_changed": mark("Changed an action from {wave}"),
    "action_reported": mark("Said how far an action from {wave} is"),
    "action_measured": mark("Typed in a figure of an action from {wave}"),
    "action_deleted": mark("Deleted an action from {wave}"),
    "departments_mapped": mark(
        "Said what became of departments between {earlier} and {wave}"
    ),
    "waves_compared": mark("Compared {wave} with {earlier}"),
    "document_made": mark("Had a file of {wave} made ({kind})"),
    "reports_made": mark("Had the reports of {wave} made for all companies"),
    "archived": mark("Downloaded the archive of the company"),
    "imported": mark("Added the company from an archive (waves: {waves})"),
    "quarters_imported": mark("Imported earlier quarters from a file (waves: {waves})"),
    # To no company: one that has its slug later is not to read of it.
    "company_deleted": mark(
        "Deleted the company {slug} and everything of it"
        " (waves: {waves}, rows: {rows}; rows of others, unchanged: {compared})"
    ),
}
"""Each act with its sentence; the places are what must be told of it."""


def _is_name(value: object) -> bool:
    # Without what a mail address needs: nobody's gets into the log as a wave's name.
    return _is_line(value, _LONGEST) and "@" not in str(value)


def _is_line(value: object, longest: int) -> bool:
    return isinstance(value, str) and 0 < len(value) <= longest and value.isprintable()


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value) is not None
    except ValueError:
        return False


PLACES: Mapping[str, Callable[[object], bool]] = {
    "wave": _is_name,
    "earlier": _is_name,
    "questionnaire": _is_name,
    "people": _is_count,
    "departments": _is_count,
    "cards": _is_count,
    "waves": _is_count,
    "rows": _is_count,
    "compared": _is_count,
    "slug": _is_name,
    "day": _is_day,
    "kind": lambda value: value in get_args(DocumentKind),
    # `audit` sees besides that it is an account's.
    "member": lambda value: _is_line(value, _LONGEST_ADDRESS),
}
"""Whether a value may stand in a place."""
