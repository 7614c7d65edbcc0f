"""``diagnostic questionnaire``: check one's own, show any."""

from pathlib import Path

import pytest

from tests.commands.running import FEVS, refused, run


@pytest.fixture(autouse=True)
def questionnaire(folder):
    text = Path(FEVS).read_text(encoding="utf-8")
    (folder / "fevs.toml").write_text(text, encoding="utf-8")
    (folder / "renamed").write_text(text, encoding="utf-8")


def test_questionnaire_in_order_is_said_to_be():
    result = run("questionnaire", "check", "fevs.toml")

    assert result.exit_code == 0
    assert result.stdout == (
        "fevs-2018, version 1, is in order: 4 dimensions, 17 items, 1 language (en).\n"
    )


@pytest.mark.parametrize("name", ["fevs.toml", "./fevs.toml", "renamed"])
def test_questionnaire_file_may_have_any_name(name):
    assert run("questionnaire", "check", name).exit_code == 0


def test_questionnaire_is_shown_in_a_language():
    english = run("questionnaire", "show", "leadership-alignment")
    portuguese = run(
        "questionnaire", "show", "leadership-alignment", "--language", "pt"
    )

    assert (english.exit_code, portuguese.exit_code) == (0, 0)
    assert "Vision clarity" in english.stdout
    assert "Clareza" in portuguese.stdout


def test_questionnaire_is_not_shown_in_a_language_that_it_lacks():
    sentence = refused("questionnaire", "show", "fevs.toml", "--language", "pt")

    assert sentence == "fevs.toml: this questionnaire is not in pt, but en."
