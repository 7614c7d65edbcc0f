"""What is posted lies in the box as it was meant, once, and not before."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.collection.company import ASKED
from tests.web.survey import ALL, FIRST, FORM, READINESS, SECOND, Survey, page, text


def test_answers_are_stored_as_posted_and_thanked_for(kept):
    sent = {
        FIRST: "4",
        SECOND: "",
        "comment-resources": " Não há\r\ntempo. \n",
        "predict-sales-vision_clarity": "2",
    }

    answer = kept.post(kept.link("leadership1"), sent)

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/thanks"
    [sheet] = kept.urn()
    assert sheet.department == 0
    assert sheet.answers == bytes([4]) + bytes(len(ASKED.items) - 1)
    # Teams stand in the order of their slugs: marketing, product, sales.
    assert sheet.predictions == bytes(8) + bytes([2]) + bytes(3)
    assert sheet.comments == ("", "Não há\ntempo.", "", "")


def test_link_is_good_for_one_sheet(kept):
    link = kept.link()

    assert kept.post(link, ALL).status_code == 303
    assert kept.post(link, ALL).status_code == 404
    assert kept.get(link).status_code == 404
    assert len(kept.urn()) == 1


def test_of_twenty_posts_at_once_one_is_stored(kept):
    link = kept.link()

    def send(number):
        client = kept.app.test_client()
        return client.post(link, data=ALL | {FIRST: str(1 + number % 5)}).status_code

    with ThreadPoolExecutor(20) as threads:
        codes = sorted(threads.map(send, range(20)))

    assert codes == [303] + [404] * 19
    assert len(kept.urn()) == 1


def test_code_of_a_card_is_good_for_one_sheet(installation):
    survey = Survey(installation, mode="codes")
    code = survey.card()
    typed = f"/s/{code[:4]}-{code[4:8]}-{code[8:]}".lower()

    assert survey.get(typed).status_code == 200
    assert survey.post(typed, ALL).status_code == 303
    assert survey.get(f"/s/{code}").status_code == 404
    assert len(survey.urn()) == 1


def test_open_link_takes_everybody(installation):
    survey = Survey(installation, mode="open")

    for _ in range(3):
        assert survey.post(survey.open_link("sales"), ALL).status_code == 303

    assert {sheet.department for sheet in survey.urn()} == {3}
    assert len(survey.urn()) == 3


def test_personal_link_and_open_link_have_their_own_addresses(installation):
    survey = Survey(installation, mode="open")
    personal = Survey(installation, "Q4", subject="x")

    assert survey.get(survey.open_link().replace("/d/", "/s/")).status_code == 404
    assert survey.get(personal.link().replace("/s/", "/d/")).status_code == 404


def test_choice_is_stored_by_its_place(installation):
    survey = Survey(installation, questionnaire=READINESS, subject="Launch")

    answer = survey.post(survey.link(), {"priority_figure": "churn"})

    assert answer.status_code == 303
    [sheet] = survey.urn()
    assert sheet.answers == bytes([0, 0, 3]) + bytes(10)


def test_one_comment_is_enough(survey):
    assert survey.post(survey.link(), {"comment-resources": "x"}).status_code == 303


def test_comment_of_500_signs_is_stored_whole(survey):
    comment = "🙂é\n" * 166 + "xx"

    survey.post(survey.link(), {"comment-resources": comment.replace("\n", "\r\n")})

    [sheet] = survey.urn()
    assert sheet.comments[1] == comment
    assert len(comment) == 500


def test_multipart_form_is_taken_too(survey):
    answer = survey.post(survey.link(), ALL, content_type="multipart/form-data")

    assert answer.status_code == 303


def test_review_shows_every_answer_and_stores_nothing(survey):
    link = survey.link("leadership1")
    sent = ALL | {
        SECOND: "",
        "comment-resources": "Kein <b>Geld</b>\r\nZeit.",
        "predict-sales-resources": "2",
    }

    shown = survey.post(link, sent | {"review": "1"})

    assert shown.status_code == 200
    assert survey.urn() == []
    said = text(shown)
    assert "Leadership 0 its number in this survey" in said
    assert said.count("4 Agree") == len(ALL) - 1
    assert "2 Disagree" in said
    assert "Kein &lt;b&gt;Geld&lt;/b&gt; Zeit." in said
    # Department, items, predictions of three teams in four dimensions.
    assert f"0 4 0 {'4 ' * (len(ALL) - 2)}{'0 ' * 9}2 0 0" in said
    assert "Your name, e-mail or IP address, the time" in said


def test_what_the_review_keeps_is_what_was_posted(survey):
    link = survey.link("leadership1")
    comment = 'Say "yes" & <go>.\nNow.'
    sent = ALL | {"comment-resources": comment, "predict-sales-resources": "2"}

    kept = page(survey.post(link, sent | {"review": "1"})).hidden

    assert kept == sent
    assert survey.post(link, kept).status_code == 303
    assert survey.urn()[0].comments[1] == comment


def test_way_back_from_the_review_keeps_every_answer(survey):
    link = survey.link("leadership1")
    sent = ALL | {
        SECOND: "1",
        "comment-resources": "\n\nFirst <line>",
        "predict-sales-resources": "2",
    }
    kept = page(survey.post(link, sent | {"review": "1"})).hidden

    form = survey.post(link, kept | {"review": "change"})

    assert form.status_code == 200
    assert survey.urn() == []
    found = page(form)
    assert {name: v for name, v in found.chosen.items() if v} == ALL | {
        SECOND: "1",
        "predict-sales-resources": "2",
    }
    assert found.areas["comment-resources"] == "First <line>"


def test_wave_that_ends_while_somebody_answers_takes_nothing(survey):
    link = survey.link()
    assert survey.get(link).status_code == 200

    survey.now = survey.now.replace(year=2027)

    assert survey.post(link, ALL).status_code == 404
    assert survey.urn() == []


@pytest.mark.parametrize("name", ["data", "validate", "errors", "process", "change"])
def test_item_may_be_named_like_a_part_of_the_form(installation, name):
    source = (
        Path("questionnaires/leadership-alignment.1.toml")
        .read_text(encoding="utf-8")
        .replace(f'id = "{FIRST}"', f'id = "{name}"')
        .encode()
    )
    survey = Survey(installation, questionnaire=source)

    assert survey.post(survey.link(), {name: "9"}).status_code == 422
    assert survey.post(survey.link(), {name: "5"}).status_code == 303
    assert survey.urn()[0].answers[0] == 5


def test_body_without_a_known_type_is_an_empty_sheet(survey):
    body = urlencode(ALL).encode()

    answer = survey.client.post(survey.link(), data=body, content_type="text/plain")

    assert answer.status_code == 422
    assert FORM not in answer.content_type
