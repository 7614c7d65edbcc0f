"""``diagnostic analyse``: from a file of answers to what is written about it."""

import json
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pypdf
import pytest

from diagnostic.release import verify
from tests.commands.running import (
    EXAMPLES,
    FEVS,
    ITEMS,
    csv,
    diagnosis,
    people,
    refused,
    run,
)

HUD, EEOC = EXAMPLES / "hud.csv", EXAMPLES / "eeoc.csv"
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
    found = diagnosis(EEOC)
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

    result = run("analyse", EEOC, "--questionnaire", FEVS, *outputs)

    assert result.exit_code == 0, result.output
    assert sorted(result.stdout.splitlines()) == [
        f"Wrote out.{form}." for form in sorted(FORMS)
    ]
    for form, start in FORMS.items():
        assert Path(f"out.{form}").read_bytes().startswith(start)


@pytest.mark.parametrize("form", FORMS)
def test_same_answers_give_the_same_bytes(form):
    for name in ("one", "two"):
        run("analyse", EEOC, "--questionnaire", FEVS, f"--{form}", name)

    assert Path("one").read_bytes() == Path("two").read_bytes()


def test_report_for_the_archive_carries_what_it_shows_and_not_the_exact_figures():
    run("analyse", EEOC, "--questionnaire", FEVS, "--pdf=a.pdf", "--archival")

    attached = pypdf.PdfReader("a.pdf").attachments
    shown = json.loads(attached["release.json"][0])
    assert verify(shown)
    assert shown["format"] == "alignment-release/1"
    assert "comparisons.csv" in attached


def test_archival_without_a_report_is_refused():
    said = refused("analyse", EEOC, "--questionnaire", FEVS, "--archival")

    assert said.startswith("--archival is said of the report: name one with --pdf;")


@pytest.mark.parametrize("language", ["en", "pt"])
def test_summary_is_printed_without_outputs(language, folder):
    result = run(
        "analyse", EXAMPLES / "hud.csv", "--questionnaire", FEVS, "--language", language
    )

    assert result.exit_code == 0, result.output
    assert "HU16" in result.stdout
    assert result.stderr == ""
    assert list(folder.iterdir()) == []


def test_what_is_not_used_is_told_on_standard_error():
    Path("a.csv").write_text("department,Q12,age\nHR,4,30\n", encoding="utf-8")

    result = run("analyse", "a.csv", "--questionnaire", FEVS, "--json", "out.json")

    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        'Note: columns ignored: "age".',
        "Note: items without a column, so without answers: "
        + ", ".join(f'"{item}"' for item in ITEMS[1:11])
        + " and 6 more.",
    ]


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


def test_report_of_several_waves_follows_every_gap_through_them():
    asked = ["--questionnaire", FEVS, "--pdf", "out.pdf", "--xlsx", "out.xlsx"]

    result = run("analyse", waves(["2026-Q1", "2026-Q2", "2026-Q3"]), *asked)

    assert result.exit_code == 0
    read = pypdf.PdfReader("out.pdf").pages
    said = " ".join(" ".join(page.extract_text() for page in read).split())
    assert "Since last quarter" in said
    assert "the oldest at the left: 2026-Q1, 2026-Q2, 2026-Q3." in said
    assert "First shown 2026-Q1 2026-Q2 2026-Q3" in said
    with ZipFile("out.xlsx") as book:
        assert 'name="Quarters"' in book.read("xl/workbook.xml").decode()


def test_report_follows_twenty_waves_of_a_longer_file():
    names = [
        f"{year}-Q{quarter}" for year in range(2020, 2026) for quarter in range(1, 5)
    ]
    asked = ["--questionnaire", FEVS, "--xlsx", "out.xlsx"]

    run("analyse", waves(names), *asked)

    book = openpyxl.load_workbook("out.xlsx")
    rows = book["Quarters"].iter_rows(min_row=2, values_only=True)
    assert sorted({str(row[0]) for row in rows}) == names[-20:]


def test_report_of_one_wave_speaks_of_no_other():
    Path("a.csv").write_text("department,Q12\nHR,4\n", encoding="utf-8")

    run("analyse", "a.csv", "--questionnaire", FEVS, "--pdf", "out.pdf")

    read = pypdf.PdfReader("out.pdf").pages
    assert "Since last quarter" not in " ".join(p.extract_text() for p in read)


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
