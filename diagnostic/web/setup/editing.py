"""A change of a draft by one of several consultants, none of whom loses anything."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from wtforms import HiddenField

from diagnostic.pipeline import drafts
from diagnostic.pipeline.drafts import ChangedMeanwhileError, Draft
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web.forms import Form
from diagnostic.web.setup.facts import facts
from diagnostic.web.setup.obstacles import obstacle
from diagnostic.web.site import site
from diagnostic.web.speech import spoken
from reports.wording import mark

MEANWHILE = mark("Somebody else has changed this draft since you opened this page.")


@dataclass(frozen=True)
class Difference:
    """What somebody else changed: its name, and its words before and now."""

    about: str
    before: str
    now: str


class DraftForm(Form):
    """A form that knows which state of the draft it was filled for."""

    revision = HiddenField()
    seen = HiddenField()
    is_stale = False
    meanwhile: tuple[Difference, ...] = ()

    def show(self, found: Draft) -> None:
        """Note which state of the draft is on the page."""
        self.revision.data = str(found.revision)
        self.seen.data = json.dumps(self.facts(found), ensure_ascii=False)

    def facts(self, found: Draft) -> Mapping[str, str]:
        """Say what the draft is like, as far as this form is concerned."""
        return facts(found)

    @contextmanager
    def saving(self, found: Draft) -> Iterator[int]:
        """Give the revision that the visitor saw, and note why nothing was changed."""
        try:
            yield _number(self.revision.data)
        except ChangedMeanwhileError:
            self.compare(found)
        except RefusedError as error:
            self.form_errors.append(obstacle(error).says)

    def compare(self, found: Draft) -> None:
        """Note what somebody else changed; sent once more, this is what counts."""
        found = drafts.describe(site().installation, found.company, found.name)
        self.is_stale = True
        before, now = _facts(self.seen.data), self.facts(found)
        self.meanwhile = tuple(
            Difference(about, before.get(about, ""), words)
            for about, words in now.items()
            if before.get(about) != words
        )
        self.form_errors.append(spoken().marked(MEANWHILE))
        self.show(found)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else -1


def _facts(text: str | None) -> Mapping[str, str]:
    """Read what the page showed; whoever changes it deceives only themselves."""
    try:
        found = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
