"""What pages of results say of actions: those there are, and findings without one."""

from typing import TYPE_CHECKING, Any

from flask import url_for

from diagnostic.pipeline import actions
from diagnostic.pipeline.actions.suggesting import PATTERNS, about
from diagnostic.pipeline.listing import WaveEntry
from diagnostic.web.actions.page import is_leader
from diagnostic.web.site import site
from diagnostic.web.speech import language, spoken
from questionnaires import Questionnaire
from reports.vocabulary import ACTION_STATES

if TYPE_CHECKING:
    from diagnostic.history import Release


def offers(
    slug: str,
    release: "Release",
    asked: Questionnaire,
    dimension: str | None = None,
) -> list[dict[str, Any]]:
    """Give the findings of a wave, each with the way to an action about it.

    Args:
        slug: of the company.
        release: of the wave.
        asked: in it.
        dimension: only of this one; None is all.
    """
    # What reads a release loads slowly; respondents never wait for it.
    from reports.document import read

    reading = read(release, asked, language())
    return [
        {
            "dimension": reading.title(found.dimension),
            "team": about(reading, found),
            "said": spoken().marked(PATTERNS[found.pattern]),
            "url": url_for(
                "actions.new",
                slug=slug,
                **{k: v for k, v in vars(found).items() if v},
            ),
        }
        for found in actions.findings(reading, release["wave"], dimension)
    ]


def agree(
    wave: WaveEntry, release: "Release", asked: Questionnaire, dimension: str | None
) -> dict[str, Any]:
    """Give what a page of results says of actions: those there are, and new ones.

    Args:
        wave: a sealed one.
        release: of it.
        asked: in it.
        dimension: of the page; None is the summary.

    Returns:
        ``agreed``, and ``findings`` for those who may agree on an action.
    """
    here = site()
    found = actions.listed(here.installation, wave.company, here.clock())
    agreed = [
        {
            "what": entry.agreed.what,
            "state": spoken().marked(ACTION_STATES[entry.agreed.state]),
            "url": url_for("actions.show", slug=wave.company, action=entry.agreed.id),
        }
        for entry in found
        if entry.wave == wave.id and dimension in (None, entry.agreed.dimension)
    ]
    offered = [] if is_leader() else offers(wave.company, release, asked, dimension)
    return {"agreed": agreed, "findings": offered}
