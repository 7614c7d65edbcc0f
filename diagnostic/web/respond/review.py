"""What somebody reads before it is sent, and what is to be mended first."""

from collections.abc import Iterator, Mapping
from typing import Any

from diagnostic.web.respond import fields
from diagnostic.web.respond.blank import Blank
from diagnostic.web.respond.page import Values, page

Given = Mapping[str, str]


def review(blank: Blank, given: Given) -> Values:
    """Show a sheet as it will be stored, with the words beside the numbers."""
    shown = page(blank)
    return {
        "sections": [
            {
                "title": section["title"],
                "answers": [
                    {
                        "text": question["text"],
                        **_answer(shown, question, given.get(question["name"])),
                    }
                    for question in section["questions"]
                ],
                "comment": given.get(section["comment"], ""),
            }
            for section in shown["sections"]
        ],
        "predictions": [
            {
                "title": dimension["title"],
                "answers": [
                    {
                        "text": team["team"],
                        **_answer(shown, {"options": ()}, given.get(team["name"])),
                    }
                    for team in dimension["teams"]
                ],
            }
            for dimension in shown["predictions"]
        ],
        "department": blank.department,
        "number": blank.asked.department,
        "row": row(blank, given),
        "kept": list(given.items()),
    }


def row(blank: Blank, given: Given) -> str:
    """Write the numbers of a sheet in their order in the box; 0 is 'I can't say'."""
    shown = page(blank)
    by_name = {
        question["name"]: _answer(shown, question, given.get(question["name"]))
        for section in shown["sections"]
        for question in section["questions"]
    }
    answers = [by_name[item.id]["number"] for item in blank.asked.questionnaire.items]
    predictions = [
        int(given.get(fields.prediction(team, dimension.key), 0))
        for team, _ in blank.asked.teams
        for dimension in blank.asked.questionnaire.dimensions
    ]
    return " ".join(map(str, (blank.asked.department, *answers, *predictions)))


def mistakes(blank: Blank, found: Mapping[str, str]) -> list[Values]:
    """List what is to be mended, in the order of the page, with its place.

    Args:
        blank: the sheet.
        found: message by field, that of the whole sheet under ''.
    """
    return [
        {"name": name, "about": about, "says": blank.words.marked(found[name])}
        for name, about in _places(blank)
        if name in found
    ]


def _places(blank: Blank) -> Iterator[tuple[str, str]]:
    shown, say = page(blank), blank.words.say
    yield "", ""
    for section in shown["sections"]:
        for question in section["questions"]:
            yield question["name"], question["text"]
        comment = say("Comment on {dimension}", dimension=section["within"])
        yield section["comment"], comment
    for dimension in shown["predictions"]:
        for team in dimension["teams"]:
            yield team["name"], f"{team['team']}: {dimension['title']}"


def _answer(shown: Values, question: Values, value: str | None) -> dict[str, Any]:
    """Give an answer's number in the box and its words; 0 if there is none."""
    offered = question["options"] or shown["points"]
    for number, option in enumerate(offered, 1):
        if option["value"] == value:
            return {"number": number, "words": option["words"]}
    return {"number": 0, "words": ""}
