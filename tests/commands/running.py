"""Runs commands, and writes the files that they read."""

import json
import re
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from diagnostic.cli import main

PROGRAM = Path(sys.executable).with_name("diagnostic")
EXAMPLES = Path(__file__).parents[2] / "examples" / "fevs-2018"
FEVS = str(EXAMPLES / "questionnaire.toml")
ITEMS = (
    "Q12 Q56 Q57 Q64 Q2 Q9 Q10 Q14 Q21 Q20 Q26 Q58 Q59 Q6 Q16 Q19 Q50".split()  # noqa: SIM905
)


def run(*arguments):
    return CliRunner().invoke(main, list(map(str, arguments)))


def program(*arguments, **options):
    return subprocess.run(  # noqa: S603  # our own program
        [PROGRAM, *arguments], capture_output=True, **{"text": True, **options}
    )


def refused(*arguments):
    """The sentence of a command that is refused, and that wrote nothing."""
    before = {path: path.stat().st_mtime_ns for path in Path().iterdir()}

    result = run(*arguments)

    assert result.exit_code == 2, (result.output, result.exception)
    assert result.stdout == ""
    assert {path: path.stat().st_mtime_ns for path in Path().iterdir()} == before
    [sentence] = result.stderr.splitlines()
    assert re.fullmatch(r"Error: .*[^.]\.", sentence)
    return sentence.removeprefix("Error: ")


def csv(people, extra=""):
    """A file in which everybody of a group gives one answer to every item."""
    lines = [f"department{extra},{','.join(ITEMS)}"]
    for name, point in people:
        lines.append(",".join([name, *([str(point)] * len(ITEMS))]))
    Path("answers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "answers.csv"


def diagnosis(source, *arguments):
    """The JSON of a command that succeeds."""
    result = run(
        "analyse", source, "--questionnaire", FEVS, "--json", "out.json", *arguments
    )
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(Path("out.json").read_bytes())


def people(**groups):
    """So many people of each group, whose points differ a little."""
    return [(name, 3 + n % 2) for name, number in groups.items() for n in range(number)]
