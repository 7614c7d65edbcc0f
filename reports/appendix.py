"""The appendix: method in plain words, every threshold, every p-value, the hash."""

from collections.abc import Mapping
from typing import Any

from reports.opening import columns, parts
from reports.reading import Entry, Reading
from reports.vocabulary import MEANINGS, VERDICTS
from reports.wording import THIN, mark, text_in

Page = dict[str, Any]
POINTS, SHARE, PEOPLE, PLAIN, SQUARE = "points", "share", "people", "plain", "square"
THRESHOLDS: Mapping[str, tuple[str, str]] = {
    # Name of the rule: the kind of its value, and what it means.
    "minimum": (PEOPLE, mark("Fewest answers of a group that is shown.")),
    "small_leadership": (
        PLAIN,
        mark(
            "What happens to a leadership with fewer: hidden, or declared beforehand."
        ),
    ),
    "declared_minimum": (PEOPLE, mark("Fewest leaders of a declared leadership.")),
    "alpha": (PLAIN, mark("Level of a single test.")),
    "fdr": (
        PLAIN,
        mark("Expected share of false alarms among the differences that are shown."),
    ),
    "cautious": (PLAIN, mark("The same for the third test, where few answered.")),
    "notable": (POINTS, mark("Smallest difference that counts as a gap.")),
    "item_notable": (POINTS, mark("The same for a single question.")),
    "margin": (POINTS, mark("Differences inside this count as alignment.")),
    "margin_if_shown": (POINTS, mark("The same once a difference is shown.")),
    "aligned_people": (PEOPLE, mark("Fewest people on either side of an alignment.")),
    "aligned_participation": (
        SHARE,
        mark("Where a smaller share answered, alignment is never claimed."),
    ),
    "prior_variance": (
        SQUARE,
        mark(
            "Spread that one more person is taken to have, which keeps intervals wide."
        ),
    ),
    "item_prior_variance": (SQUARE, mark("The same for a single question.")),
    "max_tables": (PLAIN, mark("Up to so many tables every regrouping is counted.")),
    "draws": (PLAIN, mark("Beyond that so many regroupings are drawn.")),
    "large_group": (
        PEOPLE,
        mark("From so many on both sides the t test stands without regrouping."),
    ),
    "divided": (
        POINTS,
        mark(
            "A group is divided if its people lie further from their average than this."
        ),
    ),
    "divided_people": (
        PEOPLE,
        mark("Fewest people of a group that is called divided."),
    ),
    "strong": (SHARE, mark("Share of the scale from which an average counts as high.")),
    "blind": (POINTS, mark("Smallest wrong expectation that counts as a blind spot.")),
    "reliability_people": (
        PEOPLE,
        mark("Fewest complete answer sheets for the reliability of a dimension."),
    ),
    "full_people": (PEOPLE, mark("From so many answers figures are given to a tenth.")),
    "bands_people": (
        PEOPLE,
        mark("From so many answers the shares of low and high answers are given."),
    ),
    "trend_waves": (PLAIN, mark("Fewest waves for a direction over time.")),
}
WORDED = {"hidden": mark("hidden"), "declared": mark("declared")}


def appendix(reading: Reading) -> Page:
    """Give everything that a critical reader asks for."""
    release = reading.release
    return {
        "thresholds": _thresholds(reading),
        "verdicts": [
            {
                "verdict": reading.words.marked(VERDICTS[key]),
                "meaning": reading.words.marked(MEANINGS[key]),
            }
            for key in VERDICTS
        ],
        "tests": _tests(reading),
        "reliability": [_reliability(reading, e) for e in release["reliability"]],
        "scaled": reading.unit != 1,
        "points": reading.points,
        "labels": _labels(reading),
        "minimum": reading.rules["minimum"],
        "declared": reading.rules["declared_minimum"]
        if reading.rules["small_leadership"] == "declared"
        else None,
        "promised": reading.promised,
        "full": reading.rules["full_people"],
        "bands": reading.rules["bands_people"],
        "imported": reading.imported,
        "questionnaire": release["questionnaire"],
        "program": release["program"],
        "sha256": release["sha256"],
        "wave": release["wave"],
    }


def ordered(reading: Reading) -> list[str]:
    """Give the names of the rules, known ones in the order of their meanings."""
    known = [name for name in THRESHOLDS if name in reading.rules]
    return known + [name for name in reading.rules if name not in THRESHOLDS]


def _thresholds(reading: Reading) -> list[Page]:
    """Give every rule of the release with its value on this scale."""
    return [
        {
            "name": name,
            "value": _written(reading, name, reading.rules[name]),
            "meaning": reading.words.marked(THRESHOLDS[name][1])
            if name in THRESHOLDS
            else "",
        }
        for name in ordered(reading)
    ]


def _written(reading: Reading, name: str, value: Any) -> str:
    words, kind = reading.words, THRESHOLDS.get(name, (PLAIN, ""))[0]
    if isinstance(value, str):
        return words.marked(WORDED.get(value, value))
    if kind == POINTS:
        return words.say("{points} points", points=words.exactly(value * reading.unit))
    if kind == SQUARE:
        return words.say(
            "{points} points²", points=words.exactly(value * reading.unit**2)
        )
    if kind == SHARE:
        return words.exactly(100 * value) + THIN + "%"
    if kind == PEOPLE:
        return words.say("{people} people", people=value)
    return words.exactly(value)


def _tests(reading: Reading) -> list[Page]:
    """Give the p-values, laid out as the map is."""
    return [
        {
            "columns": columns(reading, part),
            "rows": [
                {
                    "team": team,
                    "cells": [_test(reading, team, key) for key in part],
                }
                for team in reading.teams
            ],
        }
        for part in parts(reading)
    ]


def _test(reading: Reading, team: str, key: str) -> str:
    """Write p as found, adjusted (Benjamini-Hochberg), and Holm's, or what is known."""
    words, found = reading.words, reading.comparisons[team, key]
    if found["verdict"] == "not_shown":
        return words.say("Not shown")
    if found["p_value"] is None:
        return words.say("not given")
    chances = (found["p_value"], found["p_adjusted"], found["p_holm"])
    return " · ".join(words.chance(chance) for chance in chances)


def _reliability(reading: Reading, found: Entry) -> Page:
    words = reading.words
    return {
        "dimension": reading.title(found["dimension"]),
        "alpha": words.value(found["alpha"], 2),
        "people": found["n"],
    }


def _labels(reading: Reading) -> list[str]:
    """Give the words of the scale's points, lowest first."""
    labels = text_in(reading.questionnaire.scale.labels, reading.words.language)
    return [f"{point} {label}" for point, label in enumerate(labels, 1)]
