"""The contracts of pyproject.toml: they hold, and what breaks them is noticed."""

import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PACKAGES = ("diagnostic", "questionnaires", "reports", "templates")


def check_contracts(folder):
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(  # noqa: S603  # the linter of this environment
        [linter, "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
    )


def test_contracts_hold():
    checked = check_contracts(ROOT)

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        pytest.param("diagnostic/utils.py", "", "has its room", id="a drawer"),
        pytest.param(
            "questionnaires/__init__.py",
            "import diagnostic.tally",
            "one way",
            id="a lower layer imports a higher one",
        ),
        pytest.param(
            "diagnostic/stats/__init__.py",
            "import diagnostic.answers",
            "one way",
            id="a layer imports its sibling",
        ),
        pytest.param(
            "diagnostic/tally.py",
            "import sqlalchemy",
            "neither web nor database",
            id="the tally knows the database",
        ),
        pytest.param(
            "reports/__init__.py",
            "import flask",
            "neither web nor database",
            id="a report knows the web",
        ),
    ],
)
def test_breach_is_noticed(tmp_path, file, line, broken):
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            tmp_path / package,
            ignore=lambda folder, names: [
                name
                for name in names
                if not (name.endswith(".py") or Path(folder, name).is_dir())
            ],
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")

    checked = check_contracts(tmp_path)

    assert checked.returncode == 1
    [kept_or_broken] = [row for row in checked.stdout.splitlines() if broken in row][:1]
    assert kept_or_broken.endswith("BROKEN")


@pytest.fixture(scope="module")
def imports():
    return grimp.build_graph(*PACKAGES, include_external_packages=True, cache_dir=None)


@pytest.mark.parametrize(
    ("room", "allowed"),
    [
        ("templates", set()),
        ("questionnaires", {"pydantic"}),
        ("diagnostic.rules", set()),
        ("diagnostic.config", set()),
        ("diagnostic.spreadsheet", set()),
        ("diagnostic.brand", {"PIL"}),
        ("diagnostic.roster", set()),
        ("diagnostic.tally", {"numpy"}),
        ("diagnostic.stats", {"numpy", "scipy"}),
    ],
)
def test_room_needs_nothing_else_from_outside(imports, room, allowed):
    modules = {room, *imports.find_descendants(room)}
    imported = {
        name.split(".")[0]
        for module in modules
        for name in imports.find_modules_directly_imported_by(module)
    }

    assert imported - {*PACKAGES, *sys.stdlib_module_names} <= allowed


def test_what_is_imported_from_outside_is_declared(imports):
    names = {
        name
        for name in imports.modules
        if imports.is_module_squashed(name) and name not in sys.stdlib_module_names
    }
    distributions = metadata.packages_distributions()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {
        canonicalize_name(Requirement(line).name)
        for line in project["project"]["dependencies"]
    }

    imported = {
        canonicalize_name(distributions[name.split(".")[0]][0]) for name in names
    }

    assert imported <= declared
