"""Links that open, and those that do not: nobody can tell these apart (R2, R3)."""

import gzip

import pytest

from diagnostic.pipeline import life
from tests.web.survey import ALL, FIRST, Survey, page, text

UNKNOWN = "/s/" + "a" * 32


@pytest.fixture
def used(survey):
    link = survey.link("sales2")
    assert survey.post(link, ALL).status_code == 303
    return link


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_looking_does_not_use_a_link_up(survey, method):
    link = survey.link()

    for _ in range(3):
        assert survey.client.open(link, method=method).status_code == 200

    assert survey.urn() == []
    assert survey.post(link, ALL).status_code == 303


def everything(answer):
    return answer.status_code, answer.data, sorted(answer.headers.items())


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("form", [{}, ALL, {FIRST: "9"}, {"review": "1"}])
def test_links_that_do_not_open_cannot_be_told_apart(survey, used, method, form):
    over = Survey(survey.installation, "2026-Q2", subject="Over")
    life.close(survey.installation, "acme", "2026-Q2", survey.now)
    links = {
        "used": used,
        "unknown": UNKNOWN,
        "of a wave that is over": over.link(),
        "malformed": "/s/hello",
        "a code that is none": "/s/AAAA-BBBB-CCCC",
        "not UTF-8": "/s/%FF%00",
        "too long": "/s/" + "a" * 3000,
        "two parts": "/s/a/b",
        "nothing": "/s/",
        "open link that is none": "/d/AAAABBBBCCCC",
        "personal link elsewhere": survey.link().replace("/s/", "/d/"),
        "other language": f"{UNKNOWN}?lang=pt",
    }

    answers = {
        name: everything(survey.client.open(link, method=method, data=form))
        for name, link in links.items()
    }

    assert answers["used"][0] == 404
    assert {name for name in answers if answers[name] != answers["used"]} == set()


def test_page_of_a_link_that_does_not_open_speaks_all_languages(survey):
    said = text(survey.get(UNKNOWN))

    assert "This link cannot be opened. If you have sent your answers, they" in said
    assert "Não é possível abrir esta ligação. Se já enviou as suas respostas" in said


def test_everybody_of_a_department_gets_the_same_bytes(survey):
    first, second = (survey.get(survey.link(f"sales{n}")) for n in (1, 2))

    assert first.data == second.data
    assert everything(first) == everything(second)


def test_page_is_compressed_for_those_who_take_it(survey):
    plain = survey.get(survey.link())
    packed = survey.get(survey.link(), headers={"Accept-Encoding": "gzip, br"})
    refused = survey.get(survey.link(), headers={"Accept-Encoding": "gzip;q=0"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data == refused.data
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Content-Encoding" not in refused.headers
    assert len(packed.data) < 10_000


@pytest.mark.parametrize("step", [{}, {"review": "1"}, {"review": "change"}])
def test_no_page_holds_the_token(survey, step):
    link = survey.link("leadership1")
    token = link.removeprefix("/s/")
    answers = [
        survey.get(link),
        survey.get(f"{link}?lang=pt"),
        survey.post(link, {FIRST: "9"} | step),
        survey.post(link, {FIRST: "4"} | step),
        survey.get("/thanks"),
    ]

    for answer in answers:
        assert token not in answer.get_data(as_text=True)
        assert token not in str(answer.headers)
    assert all("action" not in form for a in answers for form in page(a).all("form"))


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("", "Leadership alignment"),
        ("?lang=pt", "Alinhamento da direção com as equipas"),
        ("?lang=en", "Leadership alignment"),
        ("?lang=xx", "Leadership alignment"),
        ("?lang=%FF", "Leadership alignment"),
    ],
)
def test_address_chooses_the_language(survey, wanted, title):
    answer = survey.get(survey.link() + wanted)

    assert f"<h1>{title}</h1>" in answer.get_data(as_text=True)


def test_language_of_the_wave_is_the_first(installation):
    survey = Survey(installation, language="pt")

    answer = survey.get(survey.link())

    assert page(answer).all("html") == [{"lang": "pt"}]
    assert "Não sei dizer" in text(answer)


def test_only_languages_of_the_questionnaire_are_offered(installation):
    survey = Survey(installation, questionnaire=ONE_LANGUAGE)

    answer = survey.get(f"{survey.link()}?lang=en")

    found = page(answer)
    assert found.all("html") == [{"lang": "pt"}]
    assert found.all("a") == []
    assert "Tenho tempo." in text(answer)


ONE_LANGUAGE = """
key = "short"
version = 1
languages = ["pt"]
title.pt = "Curto"
[scale]
points = 3
labels.pt = ["Não", "Em parte", "Sim"]
[[dimensions]]
key = "time"
title.pt = "Tempo"
[[items]]
id = "t1"
dimension = "time"
text.pt = "Tenho tempo."
""".encode()
