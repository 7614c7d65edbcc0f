"""``diagnostic analyse``: from a file of answers to what is written about it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from diagnostic.cli import main

EXAMPLES = Path(__file__).parents[1] / "examples" / "fevs-2018"
FEVS = str(EXAMPLES / "questionnaire.toml")
ITEMS = (
    "Q12 Q56 Q57 Q64 Q2 Q9 Q10 Q14 Q21 Q20 Q26 Q58 Q59 Q6 Q16 Q19 Q50".split()  # noqa: SIM905
)
DIMENSIONS = ("vision_clarity", "resources", "collaboration", "expectations")
FORMS = {"json": b"{", "pdf": b"%PDF-", "xlsx": b"PK"}

# Means and standard deviations of leadership and of all teams, difference, Cliff's
# delta and Welch's t of the same files, computed apart from this program (R 4.2.2).
TOTALS = {
    "hud": """
        4.029412 .866236 3.576827 .891711 .452585 .306055 4.858543
        3.468627 .892874 3.285714 .888882 .182913 .119683 1.914466
        4.181373 .797705 3.595100 .969903 .586273 .362077 6.637722
        4.330882 .753837 3.967608 .796851 .363274 .310208 4.462803""",
    "eeoc": """
        4.328947 .612671 3.844720 .896584 .484227 .307290 3.078009
        3.200000 .625389 3.366460 .897005 -.166460 -.163125 -1.040730
        4.223684 .666118 3.765528 .903418 .458156 .291599 2.717572
        4.263158 .658669 4.127329 .687567 .135829 .105590 .846120""",
}
COMPUTED = (
    "mean_leadership", "sd_leadership", "mean_team", "sd_team", "difference",
    "cliffs_delta", "t_welch",
)  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder of its own for each test, in which commands run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["analyse", *map(str, arguments)])


def csv(people, extra=""):
    """A file in which everybody of a group gives one answer to every item."""
    lines = [f"department{extra},{','.join(ITEMS)}"]
    for name, point in people:
        lines.append(",".join([name, *([str(point)] * len(ITEMS))]))
    Path("answers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "answers.csv"


def diagnosis(source, *arguments):
    """The JSON of a command that succeeds."""
    result = run(source, "--questionnaire", FEVS, "--json", "out.json", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(Path("out.json").read_bytes())


def people(**groups):
    """So many people of each group, whose points differ a little."""
    return [(name, 3 + n % 2) for name, number in groups.items() for n in range(number)]


@pytest.mark.parametrize("name", TOTALS)
def test_real_answers_give_the_figures_computed_apart(name):
    found = diagnosis(EXAMPLES / f"{name}.csv", "--leadership", "leadership")

    rows = [line.split() for line in TOTALS[name].strip().splitlines()]
    for dimension, row, entry in zip(DIMENSIONS, rows, found["totals"], strict=True):
        assert entry["dimension"] == dimension
        assert [entry[key] for key in COMPUTED] == pytest.approx(
            [float(number) for number in row], abs=6e-7
        )


def test_real_teams_give_the_figures_computed_apart():
    found = diagnosis(EXAMPLES / "eeoc.csv")
    resources = {
        entry["team"]: entry
        for entry in found["comparisons"]
        if entry["dimension"] == "resources"
    }

    for team, difference, t in [
        ("EE01", -0.627027, -3.545003),
        ("EE02", -0.029032, -0.175317),
    ]:
        assert resources[team]["difference"] == pytest.approx(difference, abs=6e-7)
        assert resources[team]["t_welch"] == pytest.approx(t, abs=6e-7)
    assert resources["EE01"]["direction"] == "team_higher"


def test_every_team_and_dimension_has_one_entry():
    found = diagnosis(csv(people(leadership=6, Sales=9, Legal=2)))

    assert [(e["team"], e["dimension"]) for e in found["comparisons"]] == [
        (team, dimension) for team in ("Legal", "Sales") for dimension in DIMENSIONS
    ]


def test_all_outputs_are_written_and_named():
    outputs = [f"--{form}=out.{form}" for form in FORMS]

    result = run(EXAMPLES / "eeoc.csv", "--questionnaire", FEVS, *outputs)

    assert result.exit_code == 0, result.output
    assert sorted(result.stdout.splitlines()) == [
        f"Wrote out.{form}." for form in sorted(FORMS)
    ]
    for form, start in FORMS.items():
        assert Path(f"out.{form}").read_bytes().startswith(start)


@pytest.mark.parametrize("form", FORMS)
def test_same_answers_give_the_same_bytes(form):
    for name in ("one", "two"):
        run(EXAMPLES / "eeoc.csv", "--questionnaire", FEVS, f"--{form}", name)

    assert Path("one").read_bytes() == Path("two").read_bytes()


@pytest.mark.parametrize("language", ["en", "pt"])
def test_summary_is_printed_without_outputs(language, folder):
    result = run(EXAMPLES / "hud.csv", "--questionnaire", FEVS, "--language", language)

    assert result.exit_code == 0, result.output
    assert "HU16" in result.stdout
    assert result.stderr == ""
    assert list(folder.iterdir()) == []


def test_what_is_not_used_is_told_on_standard_error():
    Path("a.csv").write_text("department,Q12,age\nHR,4,30\n", encoding="utf-8")

    result = run("a.csv", "--questionnaire", FEVS, "--json", "out.json")

    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        'Note: columns ignored: "age".',
        "Note: items without a column, so without answers: "
        + ", ".join(f'"{item}"' for item in ITEMS[1:11])
        + " and 6 more.",
    ]


@pytest.mark.parametrize("leaders", [0, 1, 2, 4])
def test_leadership_below_the_minimum_is_a_report(leaders):
    found = diagnosis(csv(people(leadership=leaders, Sales=9)))

    assert [entry["verdict"] for entry in found["comparisons"]] == ["not_shown"] * 4
    assert {entry["n_leadership"] for entry in found["comparisons"]} == {leaders}
    assert {entry["n_team"] for entry in found["comparisons"]} == {9}
    assert all(entry["mean_leadership"] is None for entry in found["comparisons"])
    assert all(entry["mean_team"] is not None for entry in found["comparisons"])


def test_declared_leadership_of_four_is_compared():
    found = diagnosis(
        csv(people(leadership=4, Sales=9)), "--small-leadership", "declared"
    )

    assert "not_shown" not in {entry["verdict"] for entry in found["comparisons"]}
    assert found["rules"]["small_leadership"] == "declared"


def test_team_of_one_is_a_report():
    found = diagnosis(csv([*people(leadership=6, Sales=9), ("Legal", 4)]))

    assert {e["verdict"] for e in found["comparisons"] if e["team"] == "Legal"} == {
        "not_shown"
    }


def test_only_leadership_is_a_report():
    found = diagnosis(csv(people(leadership=6)))

    assert found["comparisons"] == []
    assert [group["name"] for group in found["groups"]] == ["leadership"]


def test_everyone_identical_is_a_report():
    found = diagnosis(csv([("leadership", 4)] * 30 + [("Sales", 4)] * 30))

    for entry in found["comparisons"]:
        assert (entry["difference"], entry["p_value"]) == (0, 1)
        assert entry["verdict"] == "aligned"


def test_dimension_that_nobody_answered_is_a_report():
    answered = ITEMS[:4]
    rows = ["leadership,4,4,4,3"] * 6 + ["Sales,3,3,2,3"] * 6
    Path("a.csv").write_text(
        "\n".join([f"department,{','.join(answered)}", *rows]), encoding="utf-8"
    )

    result = run("a.csv", "--questionnaire", FEVS, "--json", "out.json")

    found = json.loads(Path("out.json").read_bytes())
    assert result.exit_code == 0
    assert [entry["n_team"] for entry in found["comparisons"]] == [6, 0, 0, 0]
    assert [entry["verdict"] for entry in found["comparisons"][1:]] == ["not_shown"] * 3


def test_nobody_answering_anything_is_a_report():
    found = diagnosis(csv([("leadership", ""), ("Sales", "")]))

    assert [group["answered"] for group in found["groups"]] == [0, 0]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(people(Sales=9), id="no leadership"),
        pytest.param(people(leadership=2, Sales=9), id="two leaders"),
        pytest.param(people(leadership=6, Legal=1), id="a team of one"),
        pytest.param(people(leadership=6), id="no team"),
        pytest.param([("leadership", ""), ("Sales", "")], id="no answer"),
        pytest.param([("leadership", 4)] * 9 + [("Sales", 4)] * 9, id="identical"),
    ],
)
def test_poor_answers_have_every_form(rows):
    answers = csv(rows)
    outputs = [f"--{form}=out.{form}" for form in FORMS]

    written = run(answers, "--questionnaire", FEVS, *outputs)
    printed = run(answers, "--questionnaire", FEVS)

    assert written.exit_code == 0, written.output
    assert printed.exit_code == 0, printed.output
    assert printed.stdout.strip()


def waves(names):
    lines = [f"department,wave,{','.join(ITEMS)}"]
    for number, name in enumerate(names):
        for group, people_in, point in [("leadership", 8, 4), ("Sales", 12, 2)]:
            for n in range(people_in):
                points = [str(min(5, point + (n + number) % 2))] * len(ITEMS)
                lines.append(",".join([group, name, *points]))
    Path("answers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "answers.csv"


def test_last_wave_is_diagnosed_and_earlier_ones_compared():
    found = diagnosis(waves(["2026-Q2", "2025-Q4", "2026-Q1", "2026-Q3"]))

    assert found["wave"] == "2026-Q3"
    pairs = {(change["from"], change["to"]) for change in found["changes"]}
    assert pairs == {
        ("2025-Q4", "2026-Q1"), ("2026-Q1", "2026-Q2"), ("2026-Q2", "2026-Q3"),
    }  # fmt: skip
    assert {(c["from"], c["to"]) for c in found["gap_changes"]} == pairs
    assert found["trends"][0]["waves"] == ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]


def test_people_invited_belong_to_the_last_wave_unless_it_is_named():
    found = diagnosis(
        waves(["Q1", "Q2"]), "--invited", "sales=40", "--invited", "Q1:leadership=9"
    )

    assert [(group["name"], group["invited"]) for group in found["groups"]] == [
        ("leadership", None),
        ("Sales", 40),
    ]


def test_column_and_leadership_may_have_other_names():
    Path("a.csv").write_text(
        "team;" + ";".join(ITEMS) + "\n"
        + "".join(f"{name}{';4,0' * 17}\n" for name in ["The  Board"] * 5 + ["HR"] * 5),
        encoding="utf-8",
    )  # fmt: skip

    found = diagnosis("a.csv", "--group-column", "team", "--leadership", "the board")

    assert found["groups"][0] == {
        "name": "The Board", "leadership": True, "answered": 5, "invited": None,
    }  # fmt: skip


def test_higher_minimum_hides_more():
    source = csv(people(leadership=9, Sales=9))

    assert {e["verdict"] for e in diagnosis(source)["comparisons"]} != {"not_shown"}
    found = diagnosis(source, "--minimum", "10")
    assert {e["verdict"] for e in found["comparisons"]} == {"not_shown"}
    assert found["rules"]["minimum"] == 10
