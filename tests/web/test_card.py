"""The page on which a code is typed."""

import pytest

from tests.web.survey import Survey, page, text


def test_code_leads_to_its_questionnaire(installation):
    survey = Survey(installation, mode="codes")
    code = survey.card()

    answer = survey.post("/", {"code": f" {code[:4]}-{code[4:8]} {code[8:]} ".lower()})

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/s/{code}"
    assert survey.get(answer.headers["Location"]).status_code == 200


def test_language_goes_along(survey):
    answer = survey.post("/?lang=pt", {"code": "AAAA-BBBB-CCCC"})

    assert answer.headers["Location"] == "/s/AAAABBBBCCCC?lang=pt"


@pytest.mark.parametrize("typed", ["", "ABC", "A" * 13, "\0", "é" * 12, "../../app"])
def test_what_is_no_code_is_kept_and_named(survey, typed):
    answer = survey.post("/", {"code": typed})

    assert answer.status_code == 422
    assert "A code has 12 letters and digits" in text(answer)
    [field] = [i for i in page(answer).inputs if i["name"] == "code"]
    assert field["value"] == typed
    assert field["aria-invalid"] == "true"


@pytest.mark.parametrize(
    ("query", "browser", "language"),
    [
        ("", "pt-PT,pt;q=0.9,en;q=0.8", "pt"),
        ("", "de", "en"),
        ("", "", "en"),
        ("?lang=pt", "en", "pt"),
        ("?lang=xx", "pt", "pt"),
    ],
)
def test_page_speaks_the_language_of_the_browser(survey, query, browser, language):
    answer = survey.get(f"/{query}", headers={"Accept-Language": browser})

    assert page(answer).all("html") == [{"lang": language}]
    assert "Accept-Language" in answer.headers["Vary"]


def test_code_stands_in_no_query(survey):
    [form] = page(survey.get("/")).all("form")

    assert form["method"] == "post"
