"""What is promised before the first question (rule R5), in at most 120 words."""

from dataclasses import dataclass
from datetime import UTC

from diagnostic.pipeline.life import SEALED_AFTER
from diagnostic.pipeline.links import Asked
from diagnostic.rules import Rules
from diagnostic.web.respond.blank import Blank
from reports.wording import Words

COMMENTS_OF_A_GROUP = 5
"""Fewest comments beside which a department is named (rule P7)."""


@dataclass(frozen=True)
class Promise:
    """What is promised, line by line, each with its short title.

    Args:
        role: as a member of which department, and how many were invited.
        lines: title and sentences.
        details: what exactly is stored.
    """

    role: str
    lines: tuple[tuple[str, str], ...]
    details: tuple[str, ...]


def promise(blank: Blank) -> Promise:
    """Say what is stored, who sees what, what is deleted, what is not protected."""
    asked, words = blank.asked, blank.words
    return Promise(
        role=words.say(
            "You answer as: {department} ({number} invited)",
            department=blank.department,
            number=asked.invited,
        ),
        lines=(
            (words.say("Stored"), _stored(asked, words)),
            (words.say("Seen"), _seen(asked, words)),
            (words.say("Deleted"), _deleted(asked, words)),
            (words.say("Not protected"), _unprotected(asked, words)),
        ),
        details=tuple(_details(asked, words)),
    )


def ending(blank: Blank) -> str:
    """Say until when answers are taken."""
    closes = blank.asked.closes.astimezone(UTC)
    day, time = blank.words.day(closes), f"{closes:%H:%M}\N{NO-BREAK SPACE}UTC"
    return blank.words.say("Open until {day}, {time}.", day=day, time=time)


def _stored(asked: Asked, words: Words) -> str:
    return words.say(
        "Your answers with the name of your department, in a sealed box. No name,"
        " address or time."
    )


def _seen(asked: Asked, words: Words) -> str:
    minimum, declared = asked.minimum, Rules.declared_minimum
    closed = words.say("Until the end only how many have answered.")
    comments = words.say("Comments: word for word, shuffled, apart from scores.")
    is_declared = asked.leadership and asked.small_leadership == "declared"
    if is_declared and asked.invited >= declared:
        shown = words.say(
            "Then leadership is shown as a group from {declared} answers on, teams"
            " from {minimum}, to leadership and consultants.",
            declared=declared,
            minimum=minimum,
        )
    elif asked.invited < minimum:
        shown = words.say(
            "Afterwards no figure of your department, as fewer than {minimum} are"
            " invited.",
            minimum=minimum,
        )
    else:
        shown = words.say(
            "Then leadership and consultants see figures of groups of {minimum} or"
            " more answers.",
            minimum=minimum,
        )
    return f"{closed} {shown} {comments}"


def _deleted(asked: Asked, words: Words) -> str:
    days = SEALED_AFTER.days
    if asked.mode == "invited":
        return words.say(
            "E-mail addresses and single answers, {days} days after the end at the"
            " latest.",
            days=days,
        )
    return words.say(
        "Single answers, {days} days after the end at the latest. There are no e-mail"
        " addresses.",
        days=days,
    )


def _unprotected(asked: Asked, words: Words) -> str:
    always = words.say(
        "A dishonest administrator of the running server could read along. A comment"
        " may give you away. Your employer's network may see that this page was"
        " opened."
    )
    if asked.mode == "codes":
        cards = words.say("Whoever holds the cards could answer with them.")
        return f"{always} {cards}"
    if asked.mode == "open":
        again = words.say("Anybody with this link can answer more than once.")
        return f"{always} {again}"
    return always


def _details(asked: Asked, words: Words) -> list[str]:
    """Say it exactly, for those who want to know."""
    found = [
        words.say(
            "One box, locked on the server before it is stored, equally long for"
            " everybody. In it: the number of your department, one number for each"
            " answer, and your comments. Before you send you can see all of it."
        ),
        words.say(
            "Nowhere: your name, address, device, browser or language, or when you"
            " answered. This page sets no cookie and keeps nothing in your browser."
        ),
    ]
    if asked.mode != "open":
        found.append(
            words.say(
                "Beside the boxes lies a mark that your link was used, so that it"
                " counts once. Nothing joins it to a box, and without the key nobody"
                " can tell whose mark it is."
            )
        )
    found.append(
        words.say(
            "The key to the boxes is kept apart from them. When the survey is"
            " evaluated the boxes are opened in memory, counted, and destroyed"
            " together with key, marks and addresses."
        )
    )
    found.append(
        words.say(
            "A department is named beside comments only if at least {answers} of it"
            " answered and {comments} wrote.",
            answers=max(asked.minimum, Rules.full_people),
            comments=COMMENTS_OF_A_GROUP,
        )
    )
    return found
