"""What is wrong with a questionnaire, in the language of who uploads it."""

from pathlib import Path

import pytest

from questionnaires import QuestionnaireError, load, parse
from reports.wording import words

VALID = (Path(__file__).parent / "samples" / "field-work.toml").read_text("utf-8")
FAULTY = (
    VALID.replace('key = "field-work"', 'key = "Field work"')
    .replace("points = 3", "points = 4")
    .replace('en = "Tools", ', "")
    .replace('facet = "own"', 'facet = "rented"')
    .replace('compared = "reworded"', 'compared = "better"')
    .replace('{key = "friday", ', "{")
    .replace('id = "t3"', "id = 3")
)


def problems(source, ask=parse):
    with pytest.raises(QuestionnaireError) as caught:
        ask(source)
    return caught.value.problems


def test_all_faults_of_a_file_in_portuguese():
    said = [words("pt").told(problem) for problem in problems(FAULTY.encode())]

    assert said == [
        "linha 1, key: a chave de um questionário só tem letras minúsculas de a a z e"
        " algarismos, ligados por hífenes, e começa por uma letra",
        "linha 7, scale, labels, en: há 3 etiquetas para 4 pontos",
        "linha 7, scale, labels, pt: há 3 etiquetas para 4 pontos",
        "linha 11, dimensão tools_used, title: falta inglês (en)",
        'linha 21, item t1, facet: a dimensão "tools_used" não tem nenhuma faceta'
        ' "rented"',
        'linha 29, item T_2, compared: tem de ser "same", "reworded" ou "new"',
        "linha 37, item c1, opção 2: falta key",
        "linha 40, item 4, id: tem de ser texto entre aspas",
    ]


def test_all_faults_of_a_file_in_english():
    said = [words("en").told(problem) for problem in problems(FAULTY.encode())]

    assert said == [str(problem) for problem in problems(FAULTY.encode())]
    assert said[-2] == "line 37, item c1, option 2: key is missing"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        pytest.param(b"", "o ficheiro está vazio", id="empty"),
        pytest.param(b"\xff", "linha 1: o ficheiro não está escrito em UTF-8", id="8"),
        pytest.param(
            b'a = "', "fim do ficheiro: um texto entre aspas não acaba", id="end"
        ),
        pytest.param(
            b"a = [1", "fim do ficheiro: falta fechar o parêntese reto", id="["
        ),
        pytest.param(b"#" * 300_000, "o ficheiro tem mais de 256 KB", id="large"),
    ],
)
def test_file_that_cannot_be_read_in_portuguese(source, said):
    assert words("pt").told(problems(source)[0]).startswith(said)


def test_questionnaire_that_does_not_exist_in_portuguese():
    said = words("pt").told(problems("nobody", load)[0])

    assert said.startswith("este questionário não existe; existem execution-health, ")
