"""The wheel: what it carries, and that it works where nothing else of ours is."""

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("diagnostic", "questionnaires", "reports", "templates")
EXAMPLES = "examples/fevs-2018"
NOT_SHIPPED = {".pyc"}


def run(*command, cwd):
    done = subprocess.run(  # noqa: S603  # our own commands
        command,
        cwd=cwd,
        env={"PATH": os.defpath, "HOME": str(cwd), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    run(*build, "--outdir", folder, ROOT, cwd=folder)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The folder of commands of an environment with our wheel.

    What others wrote is lent by the environment of the tests. A .pth file lends
    packages, yet not the .pth among them that leads to this checkout.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin/python"
    pip = [sys.executable, "-m", "pip", "--python", python]
    run(*pip, "install", "--no-index", "--no-deps", wheel, cwd=folder)
    [packages] = folder.glob("lib/python*/site-packages")
    lent = sysconfig.get_path("purelib")
    (packages / "lent.pth").write_text(f"{lent}\n", encoding="utf-8")
    return folder / "bin"


def files_below(folder):
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix not in NOT_SHIPPED
    }


def test_wheel_carries_the_packages_and_the_example_of_the_demonstration(wheel):
    expected = {file for package in PACKAGES for file in files_below(package)}
    expected |= {f"diagnostic/{file}" for file in files_below(EXAMPLES)}

    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert carried == expected


def test_code_of_the_wheel_runs_not_that_of_the_checkout(installed, tmp_path):
    where = "import diagnostic; print(diagnostic.__file__)"

    found = run(installed / "python", "-c", where, cwd=tmp_path)

    assert Path(found).is_relative_to(installed.parent)


def test_installed_command_knows_its_version(installed, tmp_path):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    said = run(installed / "diagnostic", "--version", cwd=tmp_path)

    assert said.split()[-1] == project["project"]["version"]


def test_installed_command_shows_a_questionnaire(installed, tmp_path):
    shown = run(
        *(installed / "diagnostic", "questionnaire", "show", "leadership-alignment"),
        cwd=tmp_path,
    )

    assert shown


def test_installed_command_analyses_the_example(installed, tmp_path):
    [example] = installed.parent.glob(f"lib/*/site-packages/diagnostic/{EXAMPLES}")

    run(
        *(installed / "diagnostic", "analyse", example / "hud.csv"),
        *("--questionnaire", example / "questionnaire.toml"),
        *("--leadership", "leadership"),
        *("--json", "out.json", "--pdf", "out.pdf", "--xlsx", "out.xlsx"),
        cwd=tmp_path,
    )

    diagnosis = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert diagnosis["format"] == "alignment-diagnosis/1"
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
    assert zipfile.is_zipfile(tmp_path / "out.xlsx")


def test_installed_program_makes_its_database(installed, tmp_path):
    make = (
        "from diagnostic.store import schema; from diagnostic.store.database import"
        " connect; database = connect('sqlite:///own.db'); schema.upgrade(database);"
        " schema.check(database); database.close()"
    )

    run(installed / "python", "-W", "error", "-c", make, cwd=tmp_path)

    assert (tmp_path / "own.db").stat().st_size > 0
