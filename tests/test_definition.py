"""A questionnaire file is loaded as it is written."""

import copy
import pickle
from pathlib import Path

import pytest
from pydantic import ValidationError

from questionnaires import QuestionnaireError, load, parse

VALID = (Path(__file__).parent / "samples" / "field-work.toml").read_text("utf-8")


def test_what_is_written_is_what_is_loaded():
    asked = parse(VALID.encode())

    assert (asked.key, asked.version, asked.languages) == (
        "field-work",
        2,
        ("en", "pt"),
    )
    assert asked.scale.range == 2
    assert asked.scale.labels["pt"] == ("Não", "Em parte", "Sim")
    assert asked.scale.missing == ("0", "8", "n/a")
    assert asked.dimension("tools_used").facets[0].title["en"] == "Own tools"
    assert [item.id for item in asked.items_of("time")] == ["T_2"]
    assert asked.item("T_2").reverse
    assert asked.item("T_2").compared == "reworded"
    assert asked.item("t1").compared == "same"
    assert [option.key for option in asked.choices[0].options] == ["monday", "friday"]


def test_leadership_reads_its_own_wording_where_there_is_one():
    asked = parse(VALID.encode())

    assert asked.item("t1").wording("en", leadership=True) == "Their tools work."
    assert asked.item("t1").wording("en") == "My tools work."
    assert asked.item("T_2").wording("pt", leadership=True) == "Tenho falta de tempo."


def test_unknown_names_are_key_errors():
    asked = parse(VALID.encode())

    with pytest.raises(KeyError):
        asked.item("t9")
    with pytest.raises(KeyError):
        asked.dimension("t1")


def test_nothing_of_a_questionnaire_can_be_changed():
    asked = parse(VALID.encode())

    with pytest.raises(ValidationError, match="frozen"):
        asked.version = 3
    with pytest.raises(TypeError):
        asked.items[0].text["en"] = "Other words."  # type: ignore[index]


def test_equal_files_are_equal_and_survive_copies():
    asked = parse(VALID.encode())

    assert parse(VALID.encode()) == asked
    assert hash(parse(VALID.encode())) == hash(asked)
    assert copy.deepcopy(asked) == asked
    assert pickle.loads(pickle.dumps(asked)) == asked  # noqa: S301 our own bytes
    assert asked.model_dump()["title"] == {
        "en": "Field work",
        "pt": "Trabalho de campo",
    }


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(b"\xef\xbb\xbf" + VALID.encode(), id="byte order mark"),
        pytest.param(VALID.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(
            VALID.replace(
                VALID.splitlines()[21],
                'text.en = "My tools work."\n'
                'text.pt = "As minhas ferramentas funcionam."',
            ).encode(),
            id="a language a line",
        ),
    ],
)
def test_other_ways_to_write_the_same(source):
    assert parse(source) == parse(VALID.encode())


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("none.toml", "there is no such file", id="no such file"),
        pytest.param("", "this is a folder, not a file", id="folder"),
        pytest.param("a\0b.toml", "this cannot be the name of a file", id="NUL"),
        pytest.param(
            "x" * 5000, "the file cannot be read: File name too long", id="long"
        ),
        pytest.param(
            "blank.toml/x", "the file cannot be read: Not a directory", id="in"
        ),
        pytest.param("blank.toml", "the file is empty", id="empty"),
    ],
)
def test_a_path_that_leads_nowhere_is_one_sentence(tmp_path, name, message):
    (tmp_path / "blank.toml").touch()
    path = f"{tmp_path}/{name}"

    for asked in (path, Path(path)):
        with pytest.raises(QuestionnaireError) as caught:
            load(asked)
        assert (
            str(caught.value)
            == f"{Path(path) if asked is not path else path}: {message}"
        )


def test_a_file_is_loaded_by_path_or_by_its_ending(tmp_path, monkeypatch):
    (tmp_path / "mine.toml").write_text(VALID, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert load("mine.toml") == load(Path("mine.toml")) == load("./mine.toml")
    assert load("mine.toml", version=2).version == 2


@pytest.mark.parametrize(
    ("key", "version", "message"),
    [
        pytest.param(
            "alignment",
            None,
            "alignment: there is no such questionnaire; there are execution-health,"
            " initiative-readiness, leadership-alignment",
            id="unknown key",
        ),
        pytest.param(
            "leadership-alignment",
            99,
            "leadership-alignment: there is no version 99, only 1",
            id="unknown version",
        ),
        pytest.param(
            "leadership-alignment.x",
            None,
            "leadership-alignment.x: there is no version x, only 1",
            id="version that is no number",
        ),
        pytest.param(
            "leadership-alignment.1",
            2,
            "leadership-alignment.1: this is version 1, not 2",
            id="two versions asked for",
        ),
    ],
)
def test_an_unknown_questionnaire_is_one_sentence(key, version, message):
    with pytest.raises(QuestionnaireError) as caught:
        load(key, version)

    assert str(caught.value) == message
