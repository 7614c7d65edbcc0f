"""What is typed of an action is kept, or refused beside its field."""

from datetime import date

import pytest

from diagnostic.pipeline.actions.typed import (
    UnfitActionError,
    Wanted,
    figure,
    quarter_of,
    quarters,
    values,
)

WEEKLY = Wanted("Meet weekly.", owner="COO", measure="Days", unit="days")
FAULTS = {
    "nothing to do": ({"what": " \n "}, "what", "please fill this in"),
    "too long": ({"what": "a" * 1001}, "what", "longer than 1000 characters"),
    "a long note": ({"note": "a" * 2001}, "note", "longer than 2000 characters"),
    "a long owner": ({"owner": "a" * 121}, "owner", "longer than 120 characters"),
    "a long measure": ({"measure": "a" * 121}, "measure", "longer than 120"),
    "a long unit": ({"unit": "a" * 41}, "unit", "longer than 40 characters"),
    "words turned round": ({"note": "a\u202eb"}, "note", "control character RIGHT"),
    "a bell": ({"owner": "a\ab"}, "owner", "control character"),
    "an early year": ({"due": date(1999, 12, 31)}, "due", "between 2000 and 2199"),
    "no state": ({"state": "late"}, "state", "please choose one"),
    "no figure": ({"figure": ""}, "figure", "please choose one"),
    "a unit of nothing": ({"measure": ""}, "measure", "measured in this unit"),
}


@pytest.mark.parametrize(("typed", "field", "said"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_kept_is_told_with_its_field(typed, field, said):
    wanted = Wanted(**{**vars(WEEKLY), **typed})

    with pytest.raises(UnfitActionError) as error:
        values(wanted)

    assert list(error.value.faults) == [field]
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12", 12), ("12,5", 12.5), (" -0.25 ", -0.25), ("−3", -3), ("1 200", 1200)],
)
def test_figure_is_read_with_a_point_or_a_comma(typed, value):
    assert figure(typed) == value


@pytest.mark.parametrize(
    "typed",
    [
        *("x", "1.2.3", "1,234.5", "12 days", "nan", "inf", "1e9", "٣", "1" * 13),
        "123456789012.1234",
    ],
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(UnfitActionError, match="type a number"):
        figure(typed)


def test_quarters_are_listed_by_their_first_days():
    assert quarter_of(date(2026, 12, 31)) == date(2026, 10, 1)
    assert quarters(date(2025, 11, 5), date(2026, 4, 1)) == [
        date(2025, 10, 1),
        date(2026, 1, 1),
        date(2026, 4, 1),
    ]
