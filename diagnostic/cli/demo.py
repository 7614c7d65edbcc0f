"""``diagnostic demo``: a simulated company and a real department, each diagnosed."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from diagnostic.cli import outputs
from diagnostic.cli.program import Refusal
from diagnostic.cli.rehearsal import rehearse
from diagnostic.pipeline import analysis
from diagnostic.pipeline.presenting import Form
from diagnostic.rules import Rules
from diagnostic.simulation import company, example
from questionnaires import load

FOUND = ("gap", "slight")
HUD: tuple[analysis.Form, ...] = ("pdf",)
WORKSPACE = "workspace"
"""Folder of the installation in which it was played."""
SIMULATED = "simulated"
"""File that tells such an installation from a real one."""
NEVER = 1e-9
"""Points: a true difference below is none."""

EXAMPLES = """\b
Examples:
    diagnostic demo
    diagnostic demo --language pt --output demonstração
"""


@click.command(epilog=EXAMPLES)
@click.option(
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo"),
    show_default=True,
    help="Where to write; made if it is not there.",
)
@click.option(
    "--language",
    type=click.Choice(["en", "pt"]),
    default="en",
    show_default=True,
    help="Language of the reports.",
)
def demo(output: Path, language: str) -> None:
    """Diagnose a simulated company over four quarters, and real answers.

    The company's true gaps are known, and printed beside what was found. The real
    answers are those of a federal department in 2018. Ends with the path of the
    company's report.
    """
    _make(output)
    workspace = output / WORKSPACE
    _refuse_real(workspace)
    with TemporaryDirectory() as folder:
        rehearsed = rehearse(Path(folder), language)
        _keep(Path(folder), workspace)
    documents = {**_real(language), **_named(rehearsed.quarters)}
    targets = {output / name: content for name, content in documents.items()}
    outputs.check(targets)
    outputs.write(targets)
    releases = [json.loads(quarter["json"]) for quarter in rehearsed.quarters.values()]
    for line in _told(releases, language):
        click.echo(line)
    click.echo()
    *others, report = targets
    for path in others:
        click.echo(f"Wrote {path}.")
    for line in _sign_in(workspace, rehearsed.links):
        click.echo(line)
    click.echo("The report of the simulated company:")
    click.echo(report)


def _named(quarters: Mapping[str, Mapping[Form, bytes]]) -> dict[str, bytes]:
    """Name the files: every release, then workbook and report of the last quarter."""
    last = list(quarters.values())[-1]
    return {
        **{f"example-company-{wave}.json": q["json"] for wave, q in quarters.items()},
        "example-company.xlsx": last["xlsx"],
        "example-company.pdf": last["pdf"],
    }


def _refuse_real(workspace: Path) -> None:
    """Replace an installation only if it is one of a demonstration."""
    if workspace.exists() and not (workspace / SIMULATED).exists():
        raise Refusal(f"{workspace} is not of an earlier demonstration; move it away")


def _keep(folder: Path, workspace: Path) -> None:
    """Leave the installation to be looked around in."""
    (folder / SIMULATED).touch()
    shutil.rmtree(workspace, ignore_errors=True)
    shutil.copytree(folder, workspace)


def _sign_in(workspace: Path, links: Mapping[str, str]) -> Iterator[str]:
    yield ""
    yield f"To look around: cd {workspace}; diagnostic serve"
    yield "Then open one of these links, which set a password and work once:"
    for account, link in links.items():
        yield f"as {account}"
        yield link
    yield ""


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Refusal(f"{folder}: this folder cannot be made: {reason}") from None


def _real(language: str) -> dict[str, bytes]:
    """Diagnose what people of the department of housing answered in 2018."""
    folder = _examples() / "fevs-2018"
    found = analysis.analyse(
        folder / "hud.csv",
        load(folder / "questionnaire.toml"),
        HUD,
        rules=Rules(),
        language=language,
    )
    return {"hud-2018.pdf": found.documents["pdf"]}


def _examples() -> Path:
    """Find the examples: inside a wheel, or beside the package in a checkout."""
    package = Path(str(files("diagnostic")))
    inside = package / "examples"
    return inside if inside.is_dir() else package.parent / "examples"


def _told(releases: Sequence[Mapping[str, Any]], language: str) -> Iterator[str]:
    """Say what was done, and hold what was found against the truth."""
    simulated, stories = example.example(language), example.stories(language)
    truth, last = company.true_differences(simulated), releases[-1]
    titles = {d.key: d.title[language] for d in simulated.questionnaire.dimensions}
    yield f"{last['company']}: four quarters of simulated answers, so that the"
    yield "truth is known. Nobody was asked."
    yield ""
    yield f"{last['wave']}, leadership minus team in points of a scale from 1 to 5:"
    yield ""
    yield f"  {'':<20}{'truth':>6}{'found':>7}  {'verdict':<14}what is true"
    for team, compared in groupby(last["comparisons"], itemgetter("team")):
        yield f"  {team}"
        for found in compared:
            key = (team, found["dimension"])
            yield (
                f"    {titles[found['dimension']]:<18}"
                f"{_points(truth[last['wave'], *key]):>6}{_figure(found):>7}"
                f"  {found['verdict'].replace('_', ' '):<14}{stories[key]}"
            )
    yield ""
    for release in releases:
        yield f"{release['wave']}: {_kept(release, truth)}"
    yield ""
    yield from _moved(last, titles, truth)


def _moved(
    release: Mapping[str, Any],
    titles: Mapping[str, str],
    truth: Mapping[tuple[str, str, str], float],
) -> Iterator[str]:
    """Say what became of the gaps since the quarter before, and over all four."""
    yield "What became of gaps, beside the true differences:"
    yield ""
    for change in release["gap_changes"]:
        if change["to"] == release["wave"] and change["status"]:
            status = change["status"].replace("_", " ")
            ends = change["from"], change["to"]
            yield _beside(change, titles, truth, ends, status)
    for trend in release["trends"]:
        if trend["direction"]:
            over = f"a hint of {trend['direction']} over {len(trend['waves'])} quarters"
            ends = trend["waves"][0], trend["waves"][-1]
            yield _beside(trend, titles, truth, ends, over)


def _beside(
    found: Mapping[str, Any],
    titles: Mapping[str, str],
    truth: Mapping[tuple[str, str, str], float],
    waves: tuple[str, str],
    said: str,
) -> str:
    """Set what is said of a team's difference beside the truth in two waves."""
    team, dimension = found["team"], found["dimension"]
    then, now = (_points(truth[wave, team, dimension]) for wave in waves)
    return (
        f"  {team}, {titles[dimension]}: {said}"
        f" (truth {then} in {waves[0]}, {now} in {waves[1]})"
    )


def _kept(
    release: Mapping[str, Any], truth: Mapping[tuple[str, str, str], float]
) -> str:
    """Count gaps of half a point or more that were found, and false ones."""
    large = hits = none = false = 0
    for found in release["comparisons"]:
        true = truth[release["wave"], found["team"], found["dimension"]]
        if found["verdict"] == "not_shown":
            continue
        flagged = found["verdict"] in FOUND
        if abs(true) < NEVER:
            none += 1
            false += flagged
        elif abs(true) >= release["rules"]["notable"]:
            large += 1
            hits += found["verdict"] == "gap" and _same(found, true)
    return (
        f"{hits} of {large} true gaps found,"
        f" {false} of {none} comparisons without a gap flagged"
    )


def _same(found: Mapping[str, Any], true: float) -> bool:
    return bool((found["direction"] == "leadership_higher") == (true > 0))


def _figure(found: Mapping[str, Any]) -> str:
    """Write the difference as it may be shown: rounded, clamped or withheld."""
    value = found["difference"]
    if value is None:
        return "-"
    if isinstance(value, Mapping):
        ((bound, points),) = value.items()
        return f"{'<=' if bound == 'at_most' else '>='} {_points(points)}"
    return _points(value)


def _points(value: float) -> str:
    return f"{value:+.1f}" if abs(value) >= 0.05 else "0.0"
