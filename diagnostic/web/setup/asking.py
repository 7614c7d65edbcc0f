"""What is asked: one of our questionnaires, or a file of the consultant's own."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from diagnostic.pipeline import drafts, listing, waves
from diagnostic.pipeline.drafts import Draft
from diagnostic.pipeline.refusal import RefusedError
from diagnostic.web import access
from diagnostic.web.deeds import noted
from diagnostic.web.forms import MISSING, Line
from diagnostic.web.setup import page
from diagnostic.web.setup.editing import DraftForm
from diagnostic.web.setup.facts import LANGUAGES, titled
from diagnostic.web.setup.page import bp
from diagnostic.web.site import site
from diagnostic.web.speech import spoken, told
from questionnaires import QuestionnaireError, content, load
from reports.wording import mark, text_in

ABOUT = {
    "leadership-alignment": mark(
        "The core, asked every quarter: vision, resources, collaboration and"
        " expectations, as leadership and as the teams see them."
    ),
    "initiative-readiness": mark(
        "About one initiative before it starts: is it a priority, backed, staffed and"
        " wanted?"
    ),
    "execution-health": mark(
        "The deeper look when the core shows trouble: how plans become results."
    ),
}
NEITHER = mark("Please choose a questionnaire, or a file of your own.")
FAULTY = mark("This file cannot be used yet: see what is wrong with it below.")
FIRST, ABOUT_AN_INITIATIVE = "leadership-alignment", "initiative-readiness"
MOST_SHOWN = 100
"""Faults of a file on a page; nobody reads more."""


IN_ANOTHER = mark(
    "Mails and first pages are in another language now, {language}: the questionnaire"
    " is not written in the one before."
)


class QuestionnaireForm(DraftForm):
    """What is asked."""

    questionnaire = RadioField(mark("Questionnaire"), validate_choice=False)
    file = FileField(
        mark("Or a questionnaire file of your own"), render_kw={"accept": ".toml"}
    )

    def offer(self) -> None:
        """Offer what we have, by its title in the visitor's language."""
        language = spoken().language
        self.questionnaire.choices = [
            SelectChoice(key, text_in(load(key).title, language)) for key in ABOUT
        ]

    @property
    def chosen(self) -> str | bytes | None:
        """Give the key of one of ours, or the content of a file; a file goes first."""
        if self.file.data:
            return bytes(self.file.data.read())
        key = self.questionnaire.data
        return key if key in ABOUT else None


class WaveForm(QuestionnaireForm):
    """A new wave."""

    name = StringField(mark("Name"), [Line(80)])
    subject = StringField(mark("Initiative"), [Line(200, needed=False)])

    def validate_subject(self, field: StringField) -> None:
        """See that an initiative is named where one is asked about."""
        about = self.questionnaire.data == ABOUT_AN_INITIATIVE and not self.file.data
        if about and not field.data:
            raise ValidationError(MISSING)


@bp.route("/companies/<slug>/waves/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """Set up a wave: its name, and what it asks."""
    company, here = access.company(slug), site()
    names = [wave.name for wave in listing.waves_of(here.installation, slug)]
    form = WaveForm(name=drafts.suggest_name(names, here.clock()), questionnaire=FIRST)
    form.offer()
    problems: list[str] = []
    if form.validate_on_submit():
        try:
            return redirect(url_for(page.CHECK, identity=_create(slug, form)), 303)
        except QuestionnaireError as error:
            problems = _faulty(form, error)
        except RefusedError as error:
            form.form_errors.append(told(error))
    return page.outside("new", company, form, about=ABOUT, problems_found=problems)


@bp.route("/waves/<identity>/setup/questionnaire", methods=["GET", "POST"])
def questionnaire(identity: str) -> ResponseReturnValue:
    """Ask another questionnaire than the one that was chosen first."""
    draft = page.draft(identity)
    form = QuestionnaireForm(
        questionnaire=draft.questionnaire_key if draft.is_ours else None
    )
    form.offer()
    problems: list[str] = []
    if not form.is_submitted():
        form.show(draft)
    elif form.validate():
        try:
            if _choose(draft, form):
                return page.onward(draft)
        except QuestionnaireError as error:
            problems = _faulty(form, error)
    return page.show(
        "questionnaire",
        draft,
        form,
        asked=titled(draft),
        about=ABOUT,
        problems_found=problems,
    )


def _create(slug: str, form: WaveForm) -> str:
    chosen, here = form.chosen, site()
    if chosen is None:
        raise RefusedError(NEITHER)
    source = chosen if isinstance(chosen, bytes) else content(chosen)
    identity = waves.create(
        here.installation,
        slug,
        form.name.data,
        questionnaire=source,
        subject=form.subject.data,
        now=here.clock(),
    )
    noted(slug, "wave_created", wave=form.name.data)
    return identity


def _choose(draft: Draft, form: QuestionnaireForm) -> bool:
    """Ask what was chosen; False with the reason in the form if that cannot be."""
    chosen = form.chosen
    if chosen is None and draft.is_ours:
        form.form_errors.append(NEITHER)
        return False
    if chosen is None or _is_asked(draft, chosen):
        return True

    with form.saving(draft) as revision:
        changed = drafts.choose_questionnaire(
            site().installation, draft.company, draft.name, chosen, revision=revision
        )
        if changed.language != draft.language:
            flash(spoken().marked(IN_ANOTHER, language=_spelt(changed.language)))
        now = drafts.describe(site().installation, draft.company, draft.name)
        noted(
            draft.company,
            "questionnaire_chosen",
            questionnaire=now.questionnaire_key,
            wave=draft.name,
        )
        return True
    return False


def _spelt(language: str) -> str:
    return spoken().marked(LANGUAGES[language])


def _is_asked(draft: Draft, chosen: str | bytes) -> bool:
    """Tell whether a draft asks this already, in its latest version."""
    if isinstance(chosen, bytes) or not draft.is_ours:
        return False
    latest = chosen, load(chosen).version
    return latest == (draft.questionnaire_key, draft.questionnaire_version)


def _faulty(form: QuestionnaireForm, error: QuestionnaireError) -> list[str]:
    form.file.errors = [FAULTY]
    return [told(problem) for problem in error.problems[:MOST_SHOWN]]
