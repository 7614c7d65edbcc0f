"""Sheets that cannot be stored: nothing is, every answer is kept, all is named."""

from urllib.parse import quote_plus, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.survey import FIRST, SECOND, STATEMENTS, Survey, page, text

COMMENT = "comment-resources"
PREDICTION = "predict-sales-resources"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param(b"", "Nothing is answered yet.", id="empty"),
        pytest.param(f"{FIRST}=&{COMMENT}=+%0D%0A".encode(), "Nothing is", id="blank"),
        pytest.param(f"{FIRST}=6".encode(), "not one of the answers", id="too high"),
        pytest.param(f"{FIRST}=0".encode(), "not one of the answers", id="zero"),
        pytest.param(f"{FIRST}=4.0".encode(), "not one of the answers", id="decimal"),
        pytest.param(f"{FIRST}=%2B4".encode(), "not one of the answers", id="sign"),
        pytest.param(f"{FIRST}=+4".encode(), "not one of the answers", id="space"),
        pytest.param(
            f"{FIRST}={quote_plus('٤')}".encode(), "not one of the", id="other digits"
        ),
        pytest.param(f"{FIRST}=4%00".encode(), "not one of the answers", id="NUL"),
        pytest.param(f"{FIRST}=4&{FIRST}=4".encode(), "two answers here", id="twice"),
        pytest.param(
            f"{COMMENT}=a&{COMMENT}=b".encode(), "two answers here", id="two comments"
        ),
        pytest.param(
            f"{COMMENT}={'x' * 501}".encode(), "longer than 500", id="501 letters"
        ),
        pytest.param(
            f"{COMMENT}={quote_plus('é' * 501)}".encode(), "longer", id="501 accents"
        ),
        pytest.param(
            f"{COMMENT}={'x' * 100_000}".encode(), "longer than 500", id="100 kB"
        ),
        pytest.param(f"{COMMENT}=a%00b".encode(), "cannot be stored", id="NUL in text"),
        pytest.param(f"{COMMENT}=a%1Bb".encode(), "cannot be stored", id="escape"),
        pytest.param(
            f"{COMMENT}={quote_plus(chr(0x202E))}a".encode(), "cannot", id="override"
        ),
        pytest.param(f"{FIRST}=4&zz=1".encode(), "does not ask", id="unknown field"),
        pytest.param(f"{FIRST}=4&review=2".encode(), "does not ask", id="unknown step"),
        pytest.param(
            f"{FIRST}=4&review=&review=1".encode(), "does not", id="two steps"
        ),
        pytest.param(
            f"{FIRST}=4&{PREDICTION}=3".encode(), "does not ask", id="prediction"
        ),
        pytest.param(b"comment-nothing=x", "does not ask", id="unknown dimension"),
        pytest.param(f"{FIRST}=4&%FF=1".encode(), "does not ask", id="no UTF-8"),
    ],
)
def test_sheet_is_refused_and_nothing_stored(survey, fields, said):
    for step in (b"", b"&review=1"):
        answer = survey.post(survey.link(), fields + step)

        assert answer.status_code == 422
        assert said in text(answer)
        assert "<title>To mend: " in answer.get_data(as_text=True)
    assert survey.urn() == []


@pytest.mark.parametrize(
    "mistake",
    [
        pytest.param({SECOND: "9"}, id="off the scale"),
        pytest.param({"comment-expectations": "x" * 501}, id="too long"),
        pytest.param({"zz": "1"}, id="unknown"),
        pytest.param({"predict-sales-expectations": "9"}, id="prediction"),
    ],
)
def test_every_other_answer_is_kept(survey, mistake):
    sent = {name: str(1 + n % 5) for n, name in enumerate(STATEMENTS)}
    sent |= {COMMENT: "Não <há>\ntempo", PREDICTION: "2"} | mistake

    answer = page(survey.post(survey.link("leadership1"), sent))

    for name, value in sent.items():
        if name.startswith("comment"):
            assert answer.areas[name] == value
        elif name not in mistake:
            assert answer.chosen[name] == value


def test_what_cannot_be_stored_is_taken_out_so_that_the_rest_can_be_sent(survey):
    link = survey.link()
    refused = page(survey.post(link, {COMMENT: "a\0b\x0bc\td"}))

    assert refused.areas[COMMENT] == "abc\td"
    assert survey.post(link, refused.areas).status_code == 303
    assert survey.urn()[0].comments[1] == "abc\td"


def test_mistakes_lead_to_their_places(survey):
    sent = {FIRST: "9", COMMENT: "x" * 501, "predict-sales-resources": "7"}

    found = page(survey.post(survey.link("leadership1"), sent))

    ids = {tag.get("id") for _, tag in found.tags}
    links = [a["href"] for a in found.all("a") if a["href"].startswith("#")]
    assert links == [f"#f-{name}" for name in sent]
    assert {link[1:] for link in links} <= ids
    faulty = [tag for _, tag in found.tags if tag.get("aria-invalid") == "true"]
    assert len(faulty) == 3
    for tag in faulty:
        assert set(tag["aria-describedby"].split()) <= ids
    [summary] = [tag for _, tag in found.tags if tag.get("role") == "alert"]
    assert summary["tabindex"] == "-1"


def test_mistakes_are_named_in_the_language_of_the_page(survey):
    answer = survey.post(f"{survey.link()}?lang=pt", {FIRST: "9"})

    assert "Esta não é uma das respostas" in text(answer)


NAMES = st.sampled_from(
    [FIRST, SECOND, COMMENT, PREDICTION, "review", "lang", "zz", ""]
)
VALUES = st.one_of(
    st.sampled_from(["", "1", "5", "6", "change", "\r\n", "x" * 501]), st.text()
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.lists(st.tuples(NAMES | st.text(), VALUES), max_size=6))
def test_whatever_is_posted_is_answered_and_stored_only_if_thanked_for(
    open_survey, fields
):
    check(open_survey, urlencode(fields, errors="surrogatepass").encode())


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=200), known=st.sampled_from([b"", b"vision_known=4&"]))
def test_whatever_bytes_are_posted_are_answered(open_survey, body, known):
    check(open_survey, known + body)


def check(survey, body):
    before = len(survey.urn())

    answer = survey.post(survey.open_link(), body)

    stored = len(survey.urn()) - before
    assert answer.status_code in (200, 303, 422)
    assert stored == (answer.status_code == 303)


@pytest.fixture
def open_survey(installation):
    """Takes any number of sheets, so that one serves for all examples."""
    return Survey(installation, mode="open")
