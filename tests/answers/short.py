"""A short questionnaire, and what becomes of files that answer it."""

import pytest

from diagnostic.answers import AnswerError, read
from questionnaires import parse

QUESTIONNAIRE = parse(
    b"""
key = "short"
version = 1
languages = ["en"]
title = {en = "Short"}
[scale]
points = 5
labels = {en = ["1", "2", "3", "4", "5"]}
missing = ["0", "8", "NA"]
[[dimensions]]
key = "goals"
title = {en = "Goals"}
[[dimensions]]
key = "means"
title = {en = "Means"}
[[items]]
id = "g1"
dimension = "goals"
text = {en = "One"}
[[items]]
id = "g2"
dimension = "goals"
reverse = true
text = {en = "Two"}
[[items]]
id = "m1"
dimension = "means"
text = {en = "Three"}
[[items]]
id = "c1"
dimension = "means"
kind = "choice"
options = [{key = "churn", text = {en = "A"}}, {key = "value", text = {en = "B"}}]
text = {en = "Four"}
"""
)
GOOD = "department,g1,g2,m1\nleadership,5,1,4\nSales,2,4,\nSales,3,3,2\n"


def file(text, **options):
    source = text.encode() if isinstance(text, str) else text
    return read(source, QUESTIONNAIRE, **options)


def tally(text, **options):
    [wave] = file(text, **options).waves
    return wave


def refusal(text, **options):
    with pytest.raises(AnswerError) as caught:
        file(text, **options)
    return str(caught.value)


def answers(read_tally):
    """Every count of a tally, to hold two readings of the same answers together."""
    return (
        read_tally.groups,
        read_tally.leadership,
        dict(read_tally.answered),
        {cell: counts.tolist() for cell, counts in read_tally.items.items()},
        {cell: h.counts.tolist() for cell, h in read_tally.scores.items()},
        {cell: counts.tolist() for cell, counts in read_tally.choices.items()},
    )


def outcome(source):
    """What was read, or None, and the sentence of a refusal."""
    try:
        return file(source), ""
    except AnswerError as error:
        return None, str(error)
