"""A release read in part says what it says whole, and is checked by its bytes alone."""

import json
from typing import Any

import pytest

from diagnostic.release import as_made, digest, release, to_bytes, verify
from diagnostic.release.abridged import abridged
from diagnostic.rules import Rules
from diagnostic.stats import diagnose
from diagnostic.tally import Tally, tally_sheets
from tests.disclosure.companies import questionnaire

ASKED = questionnaire((2, 1))
HOSTILE = '","to":"Q3",}],"choices":[{"change":1,"wave":"Q3"}],"program":'
"""A department that is called like the places where a release is cut."""
WAVES = ("Q1", 'Q"2', "Q3")


@pytest.fixture(scope="module")
def documents():
    """Releases of three waves in a row."""
    tallies: list[Tally] = []
    found: list[dict[str, Any]] = []
    rules = Rules(draws=19, max_tables=50)
    for number, wave in enumerate(WAVES):
        people = [
            (group, {item.id: point for item in ASKED.items})
            for group, point in (("leadership", 4), (HOSTILE, 3 - number), ("B", 3))
            for _ in range(11)
        ]
        tally = tally_sheets(ASKED, people, wave=wave)
        made = diagnose(tally, rules, previous=tallies)
        found.append(release(made, program="0.1.0", previous=found))
        tallies.append(tally)
    return found


def test_what_is_read_in_part_is_what_the_release_says(documents):
    for wave, document in zip(WAVES, documents, strict=True):
        read = abridged(to_bytes(document))

        left_out = set(document) - set(read)
        assert left_out == {"items", "choices", "reliability"}
        for section in ("changes", "gap_changes"):
            own = [one for one in document[section] if one["to"] == wave]
            assert read[section] == own
            assert bool(own) == (wave != "Q1")
        parts = ("cells", "comparisons", "totals", "blind_spots")
        for section in parts:
            whole = [one for one in document[section] if "dimension" in one]
            assert len(read[section]) == len(whole)
            assert whole or section == "blind_spots"
            for part, one in zip(read[section], whole, strict=True):
                assert part == {key: one[key] for key in part}
        shortened = {"changes", "gap_changes", *parts}
        for section in set(read) - shortened:
            assert read[section] == document[section]


def _changed(document, **values):
    return {**document, **values}


def test_bytes_tell_what_the_document_tells(documents):
    """Every form that a changed release can have: bytes and verify() say the same."""
    document = documents[-1]
    other = digest(documents[0])
    nested = {"sha256": document["sha256"], "zz": 1}
    forms = {
        "as made": document,
        "with the hash of another": _changed(document, sha256=other),
        "with a figure changed": _changed(document, wave="Q4"),
        "with a hash within": _changed(document, collection={"a": 1, "sha256": other}),
        "with its own hash within": _changed(document, collection={"a": 1, **nested}),
        "without": {k: v for k, v in document.items() if k != "sha256"},
    }
    told = {
        name: (as_made(to_bytes(form), form.get("sha256", "")), verify(form))
        for name, form in forms.items()
    }

    assert all(by_bytes == by_text for by_bytes, by_text in told.values())
    assert [name for name, found in told.items() if any(found)] == ["as made"]


def test_hash_of_something_else_within_is_left_there(documents):
    """A comparison names the hashes of two releases beside its own."""
    document = {"from": {"closed": None, "sha256": digest(documents[0])}, "to": 1}
    sha256 = digest(document)
    made = {**document, "sha256": sha256}

    assert as_made(to_bytes(made), sha256)
    assert not as_made(json.dumps(made).encode(), sha256)
