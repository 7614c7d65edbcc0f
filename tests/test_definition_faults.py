"""A questionnaire file that breaks a rule is refused, with every fault's place."""

import copy
from pathlib import Path

import pytest

from questionnaires import Problem, QuestionnaireError, parse

# One key a line, so that a case can replace a line and know its number.
VALID = (Path(__file__).parent / "samples" / "field-work.toml").read_text("utf-8")


def edited(line: int, *replacement: str, last: int = 0) -> bytes:
    """Give VALID with a line, or those up to ``last``, replaced by none or several."""
    lines = VALID.splitlines()
    lines[line - 1 : max(line, last)] = replacement
    return "\n".join(lines).encode()


def complaints(source: bytes) -> str:
    with pytest.raises(QuestionnaireError) as caught:
        parse(source)
    return str(caught.value)


OUT_OF_RANGE = "a scale has 2 to 11 points"
NO_ID = "an id has only letters A to Z, digits and _, and begins with a letter"
NO_KEY = "a key has only small letters a to z, digits and _, and begins with a letter"
RESERVED = "this id is reserved: answer files and forms use it for something else"
NO_QUESTIONNAIRE_KEY = (
    "the key of a questionnaire has only small letters a to z and digits,"
    " joined by hyphens, and begins with a letter"
)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        pytest.param(
            edited(1, 'key = "field-work"', "colour = 1"),
            "line 2, colour: unknown key",
            id="unknown key",
        ),
        pytest.param(
            edited(19, 'id = "t1"', 'hint = "x"'),
            "line 20, item t1, hint: unknown key",
            id="unknown key of an item",
        ),
        pytest.param(edited(2), "version is missing", id="key left out"),
        pytest.param(
            edited(22), "line 18, item t1: text is missing", id="item without text"
        ),
        pytest.param(
            edited(19), "line 18, item 1: id is missing", id="item without id"
        ),
        pytest.param(
            edited(2, 'version = "2"'),
            "line 2, version: must be a whole number, without quotes",
            id="version in quotes",
        ),
        pytest.param(
            edited(2, "version = 0"),
            "line 2, version: versions count from 1",
            id="version 0",
        ),
        pytest.param(
            edited(1, 'key = "Field_Work"'),
            f"line 1, key: {NO_QUESTIONNAIRE_KEY}",
            id="key with capitals",
        ),
        pytest.param(
            edited(3, 'languages = ["en", "pt", "en"]'),
            'line 3, languages, entry 3: "en" is given twice',
            id="language twice",
        ),
        pytest.param(
            edited(3, "languages = []"),
            "line 3, languages: must have at least one entry",
            id="no language",
        ),
        pytest.param(
            edited(3, 'languages = ["en", "pt", "Klingon"]'),
            'line 3, languages, entry 3: a language is a code such as "en", "pt" or'
            ' "pt-BR"',
            id="language by name",
        ),
        pytest.param(
            edited(4, 'title = {en = "Field work"}'),
            "line 4, title: Portuguese (pt) is missing",
            id="title in one language",
        ),
        pytest.param(
            edited(22, 'text = {en = "My tools work."}'),
            "line 22, item t1, text: Portuguese (pt) is missing",
            id="text in one language",
        ),
        pytest.param(
            edited(23, 'leadership = {pt = "As ferramentas deles funcionam."}'),
            "line 23, item t1, leadership: English (en) is missing",
            id="mirrored text in one language",
        ),
        pytest.param(
            edited(37, '  {key = "friday", text = {en = "Friday"}},'),
            "line 37, item c1, option friday, text: Portuguese (pt) is missing",
            id="option in one language",
        ),
        pytest.param(
            edited(14, 'title = {en = "Own tools"}'),
            "line 14, dimension tools_used, facet own, title:"
            " Portuguese (pt) is missing",
            id="facet in one language",
        ),
        pytest.param(
            edited(4, 'title = {en = "a", pt = "b", de = "c"}'),
            "line 4, title, de: German (de) is not in languages",
            id="language that is not listed",
        ),
        pytest.param(
            edited(4, 'title = "Field work"'),
            "line 4, title: must have an entry for each language,"
            " as in {en = …, pt = …}",
            id="text without language",
        ),
        pytest.param(
            edited(22, 'text = {en = "My tools work.", pt = "  "}'),
            "line 22, item t1, text, pt: the text is empty",
            id="empty text",
        ),
        pytest.param(
            edited(22, f'text = {{en = "{"x" * 501}", pt = "y"}}'),
            "line 22, item t1, text, en: the text is longer than 500 characters",
            id="text too long",
        ),
        pytest.param(
            edited(22, 'text = {en = "A\\u0000B", pt = "y"}'),
            "line 22, item t1, text, en: the text contains the control character"
            " U+0000",
            id="NUL written as an escape",
        ),
        pytest.param(
            edited(22, 'text = {en = "A\\u202EB", pt = "y"}'),
            "line 22, item t1, text, en: the text contains the control character"
            " RIGHT-TO-LEFT OVERRIDE",
            id="text that shows as another",
        ),
        pytest.param(
            edited(6, "points = 1"),
            f"line 6, scale, points: {OUT_OF_RANGE}",
            id="one point",
        ),
        pytest.param(
            edited(6, "points = 12"),
            f"line 6, scale, points: {OUT_OF_RANGE}",
            id="twelve points",
        ),
        pytest.param(
            edited(6, "points = 3.0"),
            "line 6, scale, points: must be a whole number, without quotes",
            id="points with a decimal",
        ),
        pytest.param(
            edited(7, 'labels = {en = ["No", "Partly", "Yes"]}'),
            "line 7, scale, labels: Portuguese (pt) is missing",
            id="labels in one language",
        ),
        pytest.param(
            edited(7, 'labels.en = ["No", "Partly", "Yes"]', 'labels.pt = ["a", "b"]'),
            "line 8, scale, labels, pt: there are 2 labels for 3 points",
            id="label missing in one language",
        ),
        pytest.param(
            edited(7, 'labels.en = ["No", "No", "Yes"]', 'labels.pt = ["a","b","c"]'),
            'line 7, scale, labels, en, entry 2: "No" is given twice',
            id="two points with one label",
        ),
        pytest.param(
            edited(8, 'missing = ["0", "3"]'),
            'line 8, scale, missing, entry 2: "3" is a point of the scale, 1 to 3',
            id="missing code that is a point",
        ),
        pytest.param(
            edited(8, 'missing = ["2,0"]'),
            'line 8, scale, missing, entry 1: "2,0" is a point of the scale, 1 to 3',
            id="missing code that is a point with a comma",
        ),
        pytest.param(
            edited(8, "missing = [0]"),
            "line 8, scale, missing, entry 1: must be text in quotes",
            id="missing code without quotes",
        ),
        pytest.param(
            edited(10, 'key = "tools-used"'),
            "line 9, dimension 1: no item with a scale belongs to this dimension\n"
            f"line 10, dimension 1, key: {NO_KEY}\n"
            'line 20, item t1, dimension: there is no dimension "tools_used"\n'
            'line 41, item t3, dimension: there is no dimension "tools_used"',
            id="dimension key with a hyphen",
        ),
        pytest.param(
            edited(8, 'missing = ["0 "]'),
            "line 8, scale, missing, entry 1: a code has no space before or after it",
            id="missing code with a space",
        ),
        pytest.param(
            edited(8, 'missing = ["0", "0"]'),
            'line 8, scale, missing, entry 2: "0" is given twice',
            id="missing code twice",
        ),
        pytest.param(
            edited(13, 'key = "Own"').replace(b'facet = "own"', b'facet = "Own"'),
            f"line 13, dimension tools_used, facet Own, key: {NO_KEY}",
            id="key with a capital",
        ),
        pytest.param(
            edited(18, *VALID.splitlines()[14:18]),
            'line 19, dimension time, key: "time" is given twice',
            id="dimension twice",
        ),
        pytest.param(
            edited(15, *VALID.splitlines()[11:15]),
            'line 16, dimension tools_used, facet own, key: "own" is given twice',
            id="facet twice",
        ),
        pytest.param(
            edited(20, 'dimension = "tolls"'),
            'line 20, item t1, dimension: there is no dimension "tolls"',
            id="unknown dimension",
        ),
        pytest.param(
            edited(20, 'dimension = ["tools_used", "time"]'),
            "line 20, item t1, dimension: an item belongs to one dimension:"
            " give one key in quotes",
            id="item with two dimensions",
        ),
        pytest.param(
            edited(21, 'facet = "hired"'),
            'line 21, item t1, facet: the dimension "tools_used" has no facet "hired"',
            id="unknown facet",
        ),
        pytest.param(
            edited(26, 'dimension = "time"', 'facet = "own"'),
            'line 27, item T_2, facet: the dimension "time" has no facet "own"',
            id="facet of another dimension",
        ),
        pytest.param(
            edited(26, 'dimension = "tools_used"'),
            "line 15, dimension time: no item with a scale belongs to this dimension",
            id="dimension with a choice alone",
        ),
        pytest.param(
            edited(25, 'id = "t1"'),
            "line 24, item t1: the item is in two dimensions, tools_used and time",
            id="item in two dimensions",
        ),
        pytest.param(
            edited(31, 'id = "T_2"'),
            'line 31, item T_2, id: another item has this id: "T_2"',
            id="id twice",
        ),
        pytest.param(
            edited(31, 'id = "t_2"'),
            'line 31, item t_2, id: another item has this id: "T_2"',
            id="ids that differ by case alone",
        ),
        pytest.param(
            edited(19, 'id = "1t"'), f"line 19, item 1t, id: {NO_ID}", id="id from 1"
        ),
        pytest.param(
            edited(19, 'id = "t-1"'),
            f"line 19, item 1, id: {NO_ID}",
            id="id with a hyphen",
        ),
        pytest.param(
            edited(19, 'id = "t1\\n"'),
            f"line 19, item 1, id: {NO_ID}",
            id="id with a line end",
        ),
        pytest.param(
            edited(19, f'id = "t{"1" * 64}"'),
            "line 19, item 1, id: longer than 64 characters",
            id="id too long",
        ),
        *(
            pytest.param(
                edited(19, f'id = "{id}"'),
                f"line 19, item {id}, id: {RESERVED}",
                id=f"reserved: {id}",
            )
            for id in ("department", "Wave", "review", "predict_x", "comment")
        ),
        pytest.param(
            edited(28, 'reverse = "yes"'),
            "line 28, item T_2, reverse: must be true or false",
            id="reverse as text",
        ),
        pytest.param(
            edited(29, 'compared = "similar"'),
            'line 29, item T_2, compared: must be "same", "reworded" or "new"',
            id="unknown verdict on comparability",
        ),
        pytest.param(
            edited(33, 'kind = "open"'),
            'line 33, item c1, kind: must be "scale" or "choice"',
            id="unknown kind",
        ),
        pytest.param(
            edited(33),
            'line 34, item c1, options: options belong to items of kind "choice" only',
            id="scale item with options",
        ),
        pytest.param(
            edited(35, last=38),
            "line 30, item c1: a choice needs at least two options",
            id="choice without options",
        ),
        pytest.param(
            edited(36),
            "line 30, item c1: a choice needs at least two options",
            id="choice with one option",
        ),
        pytest.param(
            edited(37, '  {key = "monday", text = {en = "Friday", pt = "Sexta"}},'),
            'line 37, item c1, option monday, key: "monday" is given twice',
            id="option twice",
        ),
        pytest.param(
            edited(8, 'missing = ["friday"]'),
            "line 37, item c1, option friday, key: this key is also a code for a"
            " missing answer",
            id="option that is a missing code",
        ),
        pytest.param(
            edited(33, 'kind = "choice"', "reverse = true"),
            "line 34, item c1, reverse: a choice cannot be reversed",
            id="reversed choice",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(source, complaint):
    assert complaints(source) == complaint


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b" \n\n", "the file is empty", id="white space"),
        pytest.param(edited(3, "\0"), "line 3: there is a NUL character", id="NUL"),
        pytest.param(
            VALID.encode("latin-1"),
            "line 7: the file is not written in UTF-8",
            id="Latin-1",
        ),
        pytest.param(
            VALID.encode("utf-16"),
            "line 1: the file is not written in UTF-8",
            id="UTF-16",
        ),
        pytest.param(
            edited(2, "version = "),
            'line 2: after "=" there must be text in quotes, a number, true, false,'
            " a list or a table",
            id="no value",
        ),
        pytest.param(
            edited(2, "version = 2", "version = 2"),
            "line 3: this key was given before",
            id="key twice",
        ),
        pytest.param(
            edited(2, "version 2"),
            'line 2: a key must be followed by "="',
            id="no equals sign",
        ),
        pytest.param(
            edited(2, "version = 2 key"),
            "line 2: something follows after the value",
            id="two keys on a line",
        ),
        pytest.param(
            edited(2, f"version = {'9' * 5000}"),
            "a number is too long",
            id="endless number",
        ),
        pytest.param(b"x" * 300_000, "the file is larger than 256 KB", id="too large"),
        pytest.param(
            edited(2, "a." * 100_000 + "a = 1"),
            "line 2: a key has too many parts",
            id="deep key",
        ),
        pytest.param(
            edited(2, "t = {" + "'a' . \"b\"." * 10_000 + "a = 1}"),
            "line 2: a key has too many parts",
            id="deep key in quotes",
        ),
        pytest.param(
            b"a = " + b"[" * 100_000,
            "the lists or tables are nested too deeply",
            id="deep lists",
        ),
    ],
)
def test_what_is_not_toml_is_one_sentence(source, complaint):
    assert complaints(source) == complaint


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_file():
    source = (
        VALID.replace('languages = ["en", "pt"]', 'languages = ["en", "pt", "es"]')
        .replace("version = 2", 'version = "two"')
        .replace("Sim", " ")
        .replace('facet = "own"', 'facet = "hired"\ncolor = "red"')
        .replace('id = "T_2"', 'id = "t1"')
        .replace('"friday"', '"monday"')
    )

    found = complaints(source.encode()).splitlines()

    spanish = "Spanish (es) is missing"
    assert [line for line in found if spanish not in line] == [
        "line 2, version: must be a whole number, without quotes",
        "line 7, scale, labels, pt, entry 3: the text is empty",
        'line 21, item t1, facet: the dimension "tools_used" has no facet "hired"',
        "line 22, item t1, color: unknown key",
        "line 25, item t1: the item is in two dimensions, tools_used and time",
        'line 38, item c1, option monday, key: "monday" is given twice',
    ]
    lines = [4, 7, 11, 14, 17, 23, 24, 28, 35, 37, 38, 43]
    assert [line.split(",")[0] for line in found if spanish in line] == [
        f"line {number}" for number in lines
    ]


def test_a_problem_keeps_its_parts():
    with pytest.raises(QuestionnaireError) as caught:
        parse(edited(22, 'text = {en = "My tools work."}'))

    assert caught.value.problems == (
        Problem(22, "item t1, text", "Portuguese (pt) is missing"),
    )
    assert copy.deepcopy(caught.value).problems == caught.value.problems


def items_of_one_dimension(count: int) -> bytes:
    item = '[[items]]\nid = "x{}"\ndimension = "time"\ntext = {{en="a", pt="b"}}\n'
    return (VALID + "".join(item.format(n) for n in range(count - 1))).encode()


def test_a_dimension_has_at_most_24_items_with_a_scale():
    assert len(parse(items_of_one_dimension(24)).items_of("time")) == 24
    assert complaints(items_of_one_dimension(25)) == (
        "line 15, dimension time: 25 items with a scale; at most 24 are possible"
    )


def test_a_hostile_file_is_answered_without_listing_it_all():
    codes = [f"{a}{b}" for a in "abcdefghijklmnopqrst" for b in "abcdefghij"]
    listed = ", ".join(f'"{code}"' for code in codes)
    source = edited(3, f"languages = [{listed}]") + b"\n[[items]]\ntext = {}" * 1000

    found = complaints(source).splitlines()

    # 200 languages are missing in a thousand items: said in part, not in memory.
    assert 1000 <= len(found) <= 2000


def test_a_hostile_value_does_not_reach_the_terminal_whole():
    source = edited(20, f'dimension = "\\u001b[31m{"x" * 400}"')

    assert (
        'line 20, item t1, dimension: there is no dimension "\\u001b[31m'
        + "x" * 47
        + '…"'
    ) in complaints(source).splitlines()
