"""The company's own questions: up to ten, after those of the questionnaire."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, TextAreaField
from wtforms.fields import SelectChoice

from diagnostic.pipeline import drafts
from diagnostic.pipeline.drafts import Draft
from diagnostic.web.deeds import noted
from diagnostic.web.forms import MISSING
from diagnostic.web.setup import page
from diagnostic.web.setup.editing import DraftForm
from diagnostic.web.setup.facts import LANGUAGES
from diagnostic.web.setup.page import NOT_FOUND, bp
from diagnostic.web.site import site
from diagnostic.web.speech import spoken, told
from questionnaires import QuestionnaireError, parse
from questionnaires.additions import MOST, Addition
from reports.wording import mark, text_in

KINDS = {
    "scale": mark("The scale of the questionnaire"),
    "choice": mark("One of several answers"),
}


@dataclass(frozen=True)
class Fields:
    """The names of a language's fields in the form."""

    text: str
    leadership: str
    options: str


class QuestionForm(DraftForm):
    """A question; its texts are added for each language."""

    kind = RadioField(
        mark("How it is answered"),
        choices=[SelectChoice(kind, title) for kind, title in KINDS.items()],
        default="scale",
    )


@bp.get("/waves/<identity>/setup/questions")
def questions(identity: str) -> ResponseReturnValue:
    """List the company's own questions."""
    return _list(page.draft(identity), DraftForm())


@bp.route("/waves/<identity>/setup/questions/new", methods=["GET", "POST"])
def question_new(identity: str) -> ResponseReturnValue:
    """Add a question."""
    draft = page.draft(identity)
    if len(draft.additions) >= MOST:
        return redirect(url_for(".questions", identity=identity))
    return _edit(draft, Addition({}), len(draft.additions))


@bp.route("/waves/<identity>/setup/questions/<int:number>", methods=["GET", "POST"])
def question(identity: str, number: int) -> ResponseReturnValue:
    """Change a question."""
    draft = page.draft(identity)
    return _edit(draft, _question(draft, number), number - 1)


@bp.post("/waves/<identity>/setup/questions/<int:number>/remove")
def question_remove(identity: str, number: int) -> ResponseReturnValue:
    """Remove a question."""
    draft, form = page.draft(identity), DraftForm()
    _question(draft, number)
    left = [*draft.additions[: number - 1], *draft.additions[number:]]
    if form.validate() and _set(draft, form, left):
        return redirect(url_for(".questions", identity=identity), 303)
    return _list(draft, form)


def _list(draft: Draft, form: DraftForm) -> ResponseReturnValue:
    if not form.is_submitted():
        form.show(draft)
    return page.show(
        "questions",
        draft,
        form,
        step="setup.questions",
        questions=[
            {
                "text": text_in(question.text, spoken().language),
                "kind": spoken().marked(KINDS[_kind(question)]),
                "url": url_for(".question", identity=draft.id, number=number),
                "removal": url_for(
                    ".question_remove", identity=draft.id, number=number
                ),
            }
            for number, question in enumerate(draft.additions, 1)
        ],
        most=MOST,
    )


def _edit(draft: Draft, shown: Addition, place: int) -> ResponseReturnValue:
    languages = parse(draft.source).languages
    form = _form(languages)(data=_typed(shown, languages))
    if not form.is_submitted():
        form.show(draft)
    elif form.validate() and _has_answers(form, languages):
        asked = replace(_asked(form, languages), id=shown.id)
        changed = [*draft.additions[:place], asked, *draft.additions[place + 1 :]]
        if _set(draft, form, changed):
            flash(spoken().say("Saved."))
            return redirect(url_for(".questions", identity=draft.id), 303)
    return page.show(
        "question",
        draft,
        form,
        step="setup.questions",
        is_new=place == len(draft.additions),
        fields=[_fields(language) for language in languages],
    )


def _set(draft: Draft, form: DraftForm, asked: Sequence[Addition]) -> bool:
    """Replace the questions; False with the reason in the form if that cannot be."""
    try:
        with form.saving(draft) as revision:
            drafts.set_additions(
                site().installation, draft.company, draft.name, asked, revision=revision
            )
            noted(draft.company, "wave_changed", wave=draft.name)
            return True
    except QuestionnaireError as error:
        form.form_errors += [told(problem) for problem in error.problems]
    return False


def _question(draft: Draft, number: int) -> Addition:
    if not 1 <= number <= len(draft.additions):
        abort(NOT_FOUND)
    return draft.additions[number - 1]


def _kind(question: Addition) -> str:
    return "choice" if question.options else "scale"


def _fields(language: str) -> Fields:
    return Fields(f"text-{language}", f"leadership-{language}", f"options-{language}")


def _form(languages: Sequence[str]) -> type[QuestionForm]:
    """Make a form that asks for the texts of a question in each language."""
    words = spoken()
    fields = {}
    for language in languages:
        names = _fields(language)
        spelt = words.marked(LANGUAGES.get(language, language))
        fields[names.text] = TextAreaField(
            words.say("Question ({language})", language=spelt)
        )
        fields[names.leadership] = TextAreaField(
            words.say("As leadership reads it ({language})", language=spelt)
        )
        fields[names.options] = TextAreaField(
            words.say("Answers ({language})", language=spelt)
        )
    return type("QuestionForm", (QuestionForm,), fields)


def _typed(question: Addition, languages: Sequence[str]) -> Mapping[str, str]:
    found = {"kind": _kind(question)}
    for language in languages:
        names = _fields(language)
        found[names.text] = question.text.get(language, "")
        found[names.leadership] = (question.leadership or {}).get(language, "")
        found[names.options] = "\n".join(
            option.get(language, "") for option in question.options
        )
    return found


def _asked(form: QuestionForm, languages: Sequence[str]) -> Addition:
    """Read a question as it was typed; what is missing is found where it is checked."""
    text = {code: _line(form, _fields(code).text) for code in languages}
    leadership = {code: _line(form, _fields(code).leadership) for code in languages}
    return Addition(
        text,
        leadership if any(leadership.values()) else None,
        _options(form, languages) if form.kind.data == "choice" else (),
    )


def _options(
    form: QuestionForm, languages: Sequence[str]
) -> tuple[Mapping[str, str], ...]:
    """Read the answers, one a line, as many in each language."""
    lines = {
        code: [
            " ".join(line.split())
            for line in (form[_fields(code).options].data or "").splitlines()
            if line.strip()
        ]
        for code in languages
    }
    most = max(map(len, lines.values()))
    return tuple(
        {code: found[n] for code, found in lines.items() if n < len(found)}
        for n in range(most)
    )


def _has_answers(form: QuestionForm, languages: Sequence[str]) -> bool:
    """See that one of several answers has some: without, it would ask on the scale."""
    if form.kind.data == "choice" and not _options(form, languages):
        form[_fields(languages[0]).options].errors = [MISSING]
        return False
    return True


def _line(form: QuestionForm, name: str) -> str:
    return " ".join((form[name].data or "").split())
