"""Numbers and lists as a language writes them."""

from datetime import date

import pytest

from reports.wording import THIN, small, text_in, words

EN, PT = words("en"), words("pt")


@pytest.mark.parametrize(
    ("value", "english", "portuguese"),
    [
        pytest.param(3.9, "3.9", "3,9", id="number"),
        pytest.param(-0.4, "−0.4", "−0,4", id="real minus sign"),
        pytest.param(-0.04, "0.0", "0,0", id="no minus before zero"),
        pytest.param({"at_most": 1.8}, f"≤{THIN}1.8", f"≤{THIN}1,8", id="at most"),
        pytest.param({"at_least": 4.2}, f"≥{THIN}4.2", f"≥{THIN}4,2", id="at least"),
        pytest.param(None, "not shown", "não mostrado", id="withheld"),
    ],
)
def test_value(value, english, portuguese):
    assert EN.value(value) == english
    assert PT.value(value) == portuguese


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(1.2, "+1.2", id="leadership higher"),
        pytest.param(-1.2, "−1.2", id="team higher"),
        pytest.param(0.0, "0.0", id="equal"),
        pytest.param({"at_least": 1.3}, f"≥{THIN}+1.3", id="at least"),
        pytest.param({"at_most": -0.8}, f"≤{THIN}−0.8", id="at most"),
    ],
)
def test_difference_bears_its_sign(value, written):
    assert EN.difference(value) == written


def test_interval():
    assert EN.interval([-0.2, 0.9]) == "−0.2 to +0.9"
    assert PT.interval([-0.2, 0.9]) == "−0,2 a +0,9"


def test_shares_are_percent():
    assert EN.percent(0.35) == f"35{THIN}%"
    assert EN.percent({"at_least": 0.9}) == f"≥{THIN}90{THIN}%"


@pytest.mark.parametrize(
    ("names", "joined"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["A"], "A", id="one"),
        pytest.param(["A", "B"], "A and B", id="two"),
        pytest.param(["A", "B", "<b>"], "A, B and &lt;b&gt;", id="markup is escaped"),
    ],
)
def test_listed(names, joined):
    assert EN.listed(names) == joined


def test_braces_in_a_name_are_no_places():
    assert EN.html("<b>{team}.</b>", team="{x}") == "<b>{x}.</b>"


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.05, "0.05"), (50_000, f"50{THIN}000"), (8, "8"), (62.5, "62.5")],
)
def test_thresholds_keep_their_digits(value, written):
    assert EN.exactly(value) == written


@pytest.mark.parametrize(
    ("value", "english", "portuguese"),
    [
        (14523.25, f"14{THIN}523.25", f"14{THIN}523,25"),
        (125000.5, f"125{THIN}000.5", f"125{THIN}000,5"),
        (1234567.5, f"1{THIN}234{THIN}567.5", f"1{THIN}234{THIN}567,5"),
        (0.00005, "0.00005", "0,00005"),
        (-3.0, "−3", "−3"),
        (-0.0, "0", "0"),
        (100.0, "100", "100"),
    ],
)
def test_typed_figures_keep_their_digits(value, english, portuguese):
    assert EN.exactly(value) == english
    assert PT.exactly(value) == portuguese


def test_quarter_of_a_day_is_named():
    assert EN.quarter(date(2026, 1, 1)) == "Q1 2026"
    assert PT.quarter(date(2026, 9, 30)) == "3.º trim. 2026"


def test_counts_are_words_up_to_ten():
    pair = (
        "{number} average has moved since {wave}.",
        "{number} averages have moved since {wave}.",
    )

    assert EN.count(*pair, 1, wave="Q2") == "one average has moved since Q2."
    assert EN.count(*pair, 11, wave="Q2") == "11 averages have moved since Q2."
    assert PT.count(*pair, 2, wave="Q2") == "duas médias mudaram desde Q2."


def test_titles_lose_their_capital_within_a_sentence_but_not_abbreviations():
    assert small("Resources") == "resources"
    assert small("CRM and data") == "CRM and data"


def test_missing_language_falls_back_to_the_first():
    assert text_in({"de": "Mittel", "fr": "Moyens"}, "pt") == "Mittel"


def test_unknown_language_is_refused():
    with pytest.raises(ValueError, match="no report in 'de'"):
        words("de")
