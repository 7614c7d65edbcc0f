"""What respondents are promised before the first question (rule R5)."""

import re
import shutil

import pytest

from diagnostic.pipeline.people import add_late
from diagnostic.release.comments import GROUP_LEAST
from diagnostic.roster import Roster, RosterDepartment
from diagnostic.store.database import connect
from diagnostic.web.respond.promise import COMMENTS_OF_A_GROUP
from tests.collection.company import SOURCE, counts, installed, roster
from tests.web.survey import Survey, text

MOST_WORDS = 120
PEOPLE = {"leadership": 4, "Marketing": 12, "Sales": 4}
WORDS = {
    "en": {
        "minimum": "figures of groups of 7 or more answers",
        "deleted": "14 days after the end at the latest",
        "comment": "A comment may give you away",
        "administrator": "administrator of the running server",
        "network": "Your employer’s network may see that this page was opened",
        "cards": "Whoever holds the cards could answer with them",
        "again": "can answer more than once",
        "small": "no figure of your department, as fewer than 7 are invited",
        "declared": "leadership is shown as a group from 3 answers on",
    },
    "pt": {
        "minimum": "valores de grupos com 7 ou mais respostas",
        "deleted": "o mais tardar 14 dias após o fim",
        "comment": "Um comentário pode denunciar quem o escreve",
        "administrator": "administrador desonesto do servidor",
        "network": "A rede da empresa pode ver que abriu esta página",
        "cards": "Quem tiver os cartões poderia responder com eles",
        "again": "qualquer pessoa pode responder várias vezes",
        "small": "nenhum valor do seu departamento, que tem menos de 7 pessoas",
        "declared": "a direção é mostrada como grupo a partir de 3 respostas",
    },
}


def promised(survey, path):
    """The promise, without what is folded up."""
    found = survey.get(path).get_data(as_text=True)
    before, _, after = found.partition('<section class="promise"')
    assert "<fieldset" not in before  # before the first question
    inside = after.partition(">")[2].partition("</section>")[0]
    shown, _, folded = inside.partition("<details>")
    return plain(shown), plain(folded)


def plain(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


@pytest.fixture(scope="module", params=["invited", "codes", "open"])
def asked(request, prepared_sqlite, tmp_path_factory):
    """A declared leadership, in each way to hand out links."""
    folder = tmp_path_factory.mktemp(request.param)
    path = shutil.copy(prepared_sqlite, folder / "diagnostic.db")
    database = connect(f"sqlite:///{path}")
    yield opened(
        installed(database, folder), request.param, small_leadership="declared"
    )
    database.close()


def opened(installation, mode, **options):
    people = roster(PEOPLE) if mode == "invited" else counts(PEOPLE)
    return Survey(installation, people=people, mode=mode, minimum=7, **options)


def path(survey, department):
    return {
        "invited": survey.link(f"{department}0"),
        "codes": f"/s/{survey.card(department)}",
        "open": survey.open_link(department),
    }[survey.mode]


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize("department", ["marketing", "sales", "leadership"])
def test_promise_has_at_most_120_words_in_every_case(asked, department, language):
    shown, folded = promised(asked, f"{path(asked, department)}?lang={language}")

    assert 60 < len(shown.split()) <= MOST_WORDS
    assert len(folded.split()) > 60


@pytest.mark.parametrize("language", ["en", "pt"])
def test_promise_says_who_sees_what_and_what_is_not_protected(asked, language):
    shown, _ = promised(asked, f"{path(asked, 'marketing')}?lang={language}")
    expected = WORDS[language]

    for said in ("minimum", "deleted", "comment", "administrator", "network"):
        assert expected[said] in shown


@pytest.mark.parametrize("language", ["en", "pt"])
def test_small_team_is_told_that_nothing_of_it_is_shown(asked, language):
    shown, _ = promised(asked, f"{path(asked, 'sales')}?lang={language}")

    assert WORDS[language]["small"] in shown
    assert WORDS[language]["minimum"] not in shown


@pytest.mark.parametrize("language", ["en", "pt"])
def test_declared_leadership_is_told_that_it_is_shown_as_a_group(asked, language):
    shown, _ = promised(asked, f"{path(asked, 'leadership')}?lang={language}")

    assert WORDS[language]["declared"] in shown


@pytest.mark.parametrize("language", ["en", "pt"])
def test_each_way_to_hand_out_links_has_its_own_warning(asked, language):
    shown, _ = promised(asked, f"{path(asked, 'marketing')}?lang={language}")
    warning = {"codes": "cards", "open": "again"}

    for mode, said in warning.items():
        assert (WORDS[language][said] in shown) is (mode == asked.mode)


def test_hidden_small_leadership_is_told_that_nothing_of_it_is_shown(installation):
    survey = opened(installation, "invited")

    shown, _ = promised(survey, survey.link("leadership0"))

    assert WORDS["en"]["small"] in shown


def test_two_declared_leaders_are_told_that_nothing_of_them_is_shown(installation):
    survey = Survey(
        installation,
        people=roster({"leadership": 2, "Marketing": 12}),
        small_leadership="declared",
    )

    shown, _ = promised(survey, survey.link("leadership0"))

    assert "as fewer than 5 are invited" in shown


def test_respondent_reads_for_whom_they_answer(survey):
    english, _ = promised(survey, survey.link("marketing1"))
    portuguese, _ = promised(survey, f"{survey.link('leadership1')}?lang=pt")

    assert "You answer as: Marketing (12 invited)" in english
    assert "Responde como: Direção (5 pessoas convidadas)" in portuguese


def test_late_addition_is_counted_in_what_respondents_read(survey):
    survey.get(survey.link("marketing1"))
    late = RosterDepartment("Marketing", False, ("late@example.com",), 1)

    add_late(survey.installation, "acme", survey.name, Roster((late,)), survey.now)

    assert "Marketing (13 invited)" in text(survey.get(survey.link("marketing1")))


def test_threshold_of_comments_is_that_of_the_release():
    assert COMMENTS_OF_A_GROUP == GROUP_LEAST


def test_source_has_a_questionnaire_of_two_languages():
    assert b'languages = ["en", "pt"]' in SOURCE
