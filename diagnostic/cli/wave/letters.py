"""How far the letters of a wave have come, in words."""

from collections.abc import Mapping

from diagnostic.store.models import MailState

_WORDS: Mapping[MailState, str] = {
    "refused": "refused",
    "unsure": "unsure",
    "sending": "on their way",
    "queued": "queued",
}


def told(counts: Mapping[MailState, int]) -> str:
    """Count letters in words: '38 of 40, 2 refused'."""
    others = "".join(
        f", {counts[state]} {word}" for state, word in _WORDS.items() if counts[state]
    )
    return f"{counts['sent']} of {sum(counts.values())}{others}"
