"""Attempts are limited for everybody together; no address is read (rule S2)."""

import pytest
from limits import RateLimitItemPerMinute

from diagnostic.web.respond import attempts
from tests.web.survey import ALL, Page, Survey, text

NONE = "/s/AAAA-BBBB-CCCC"
PERSONAL = "/s/" + "a" * 32


@pytest.fixture
def few(monkeypatch):
    """Three misses and two submissions a minute."""
    monkeypatch.setattr(attempts, "MISSES", RateLimitItemPerMinute(3))
    monkeypatch.setattr(attempts, "SUBMISSIONS", RateLimitItemPerMinute(2))


def test_codes_have_to_wait_after_too_many_that_were_none(few, installation):
    survey = Survey(installation, mode="codes")
    code = f"/s/{survey.card()}"

    codes = [survey.get(NONE).status_code for _ in range(5)]

    assert codes == [404, 404, 404, 429, 429]
    answer = survey.get(code)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
    assert "Too many are trying at this moment. Nothing was recorded." in text(answer)
    assert "Há demasiadas tentativas neste momento." in text(answer)


def test_codes_that_are_right_do_not_count(few, installation):
    survey = Survey(installation, mode="codes")

    codes = {survey.get(f"/s/{survey.card()}").status_code for _ in range(9)}

    assert codes == {200}


def test_answers_of_a_code_that_has_to_wait_are_kept(few, installation):
    survey = Survey(installation, mode="codes")
    for _ in range(3):
        survey.get(NONE)

    answer = survey.post(f"/s/{survey.card()}", ALL)

    assert answer.status_code == 429
    assert Page(answer.get_data(as_text=True)).hidden == ALL
    assert survey.urn() == []


def test_personal_links_never_wait(few, survey):
    for _ in range(9):
        assert survey.get(PERSONAL).status_code == 404
    for _ in range(4):
        survey.get(NONE)

    assert survey.get(NONE).status_code == 429
    assert survey.get(PERSONAL).status_code == 404
    assert survey.get(survey.link()).status_code == 200
    assert survey.post(survey.link(), ALL).status_code == 303


def test_what_has_not_the_shape_of_a_code_does_not_count(few, survey):
    for typed in ("hello", "AAAA", "A" * 13, "AAAA-BBBB-CCC!"):
        assert survey.get(f"/s/{typed}").status_code == 404

    assert survey.get(NONE).status_code == 404


def test_codes_of_departments_are_guessed_no_faster(few, survey):
    codes = [survey.get(NONE.replace("/s/", "/d/")).status_code for _ in range(4)]

    assert codes == [404, 404, 404, 429]


def test_open_link_takes_so_many_answers_a_minute_and_keeps_the_rest(few, installation):
    survey = Survey(installation, mode="open")

    answers = [survey.post(survey.open_link("sales"), ALL) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert len(survey.urn()) == 2
    assert Page(answers[2].get_data(as_text=True)).hidden == ALL
    assert survey.get(survey.open_link("sales")).status_code == 200


def test_waves_do_not_wait_for_each_other(few, installation):
    first = Survey(installation, mode="open")
    second = Survey(installation, "Q4", mode="open", subject="x")
    second.client = first.client
    for _ in range(3):
        first.post(first.open_link(), ALL)

    assert second.post(second.open_link(), ALL).status_code == 303
