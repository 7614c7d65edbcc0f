"""What is wrong with a roster, in the language of who uploads it."""

import pytest

from diagnostic.roster import LARGEST, RosterError, read, read_address
from diagnostic.spreadsheet.rows import LONGEST_ROW
from reports.wording import words
from tests.roster.short import COUNTED, GOOD


def fault(text, mode="invited"):
    with pytest.raises(RosterError) as caught:
        read(text if isinstance(text, bytes) else text.encode(), mode)
    return caught.value


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        pytest.param(
            f"{GOOD}eve.example.com,Sales\n",
            "invited",
            'linha 6, coluna "email": isto não é um endereço de e-mail,'
            " como o é ana@example.org",
            id="cell",
        ),
        pytest.param(
            f"{GOOD}=eve@example.com,Sales\n",
            "invited",
            'linha 6, coluna "email": isto seria uma fórmula;'
            " nenhuma célula pode começar por =, +, -, @",
            id="formula",
        ),
        pytest.param(
            f"{GOOD}Ana+work@example.com,Marketing\n",
            "invited",
            'linha 6, coluna "email": esta pessoa já consta, na linha 2, em "Sales"',
            id="twice",
        ),
        pytest.param(
            f"{GOOD}eve@example.com,sales\n",
            "invited",
            'linha 6, coluna "department": "sales" e "Sales", na linha 2,'
            " só diferem nas maiúsculas",
            id="spelling",
        ),
        pytest.param(
            f"{COUNTED}Finance,100001\n",
            "codes",
            'linha 5, coluna "count": "100001" não está entre 1 e 100\u202f000',
            id="number",
        ),
        pytest.param(
            "email,team\n",
            "invited",
            'linha 1: não há nenhuma coluna "department";'
            ' as colunas são "email", "team"',
            id="header",
        ),
        pytest.param(
            f"{GOOD}eve@example.com,Sales,late\n",
            "invited",
            'linha 6: coluna 3: "late" está para lá da última coluna, 2',
            id="too wide",
        ),
        pytest.param(
            f'{GOOD}"eve@example.com,Sales\n',
            "invited",
            "linha 6: há aspas que abrem e nunca fecham",
            id="quotation mark",
        ),
        pytest.param(
            b"PK\x03\x04",
            "invited",
            "isto é um livro do Excel ou outro ficheiro comprimido, não CSV;"
            " guarde a folha como CSV UTF-8",
            id="other format",
        ),
        pytest.param(
            "a" * LONGEST_ROW,
            "invited",
            "linha 1: a linha tem mais de 1\u202f048\u202f576 caracteres",
            id="row",
        ),
        pytest.param(
            b"a" * (LARGEST * 10**6 + 1),
            "invited",
            "o ficheiro tem mais de 10 MB",
            id="file",
        ),
    ],
)
def test_fault_with_its_row_and_column_in_portuguese(text, mode, said):
    assert words("pt").told(fault(text, mode)) == said


def test_fault_beside_its_row_needs_no_place():
    found = fault(f"{GOOD}eve@example.com,sales\n")

    assert (found.row, found.column) == (6, "department")
    assert words("en").told(found.message) == (
        '"sales" and "Sales" in row 2 differ only in capital letters'
    )


def test_typed_address_is_refused_in_portuguese():
    with pytest.raises(RosterError) as caught:
        read_address("ana")

    assert words("pt").told(caught.value).startswith("isto não é um endereço")


def test_notice_of_an_ignored_column_in_portuguese():
    found = read(GOOD.replace("department", "department,phone", 1).encode(), "invited")

    assert [words("pt").told(notice) for notice in found.notices] == [
        'colunas ignoradas: "phone"'
    ]
