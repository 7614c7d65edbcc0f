"""Set-up: what the locks hold, and what the scripts before Python do."""

import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-benchmarks.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
BUILD = [*PROJECT["project"]["dependencies"], *GROUPS["build"]]
DIRECT = {
    "requirements.lock": BUILD,
    "requirements-dev.lock": [
        *BUILD,
        *(entry for entry in GROUPS["dev"] if isinstance(entry, str)),
    ],
    "requirements-benchmarks.lock": GROUPS["benchmarks"],
}


def locked(name):
    """Each package of a lock with its version and its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.findall(r"^(\S+)==(\S+)((?:.*\\\n)+.*)", text, flags=re.MULTILINE)
    return {
        package: (version, rest.count("--hash=sha256:"))
        for package, version, rest in entries
    }


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_index(name):
    text = (ROOT / name).read_text(encoding="utf-8")

    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=sha256:)", text, flags=re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_everything_is_locked_with_hashes(name):
    found = locked(name)
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = re.findall(r"^[^\s#].*", text, flags=re.MULTILINE)

    assert len(found) == len(lines)
    assert all(hashes for _, hashes in found.values())


@pytest.mark.parametrize("name", LOCKS)
def test_lock_satisfies_the_project(name):
    found = locked(name)

    for line in DIRECT[name]:
        wanted = Requirement(line)
        version, _ = found[wanted.name]
        assert wanted.specifier.contains(version), line


def test_tests_run_with_what_is_shipped():
    runtime, develop, _ = map(locked, LOCKS)

    assert runtime.items() <= develop.items()


def test_benchmarks_change_nothing_of_what_is_tested():
    _, develop, benchmarks = map(locked, LOCKS)
    both = develop.keys() & benchmarks.keys()

    assert both
    assert all(develop[name] == benchmarks[name] for name in both)


def test_what_builds_the_wheel_is_locked():
    assert PROJECT["build-system"]["requires"] == GROUPS["build"]


@pytest.fixture
def machine(tmp_path):
    """A machine whose commands are scripts: call it with them and what to run."""

    def run(commands, *arguments):
        for tool in ("env", "grep", "sh"):
            (tmp_path / tool).symlink_to(f"/bin/{tool}")
        for name, body in commands.items():
            (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
            (tmp_path / name).chmod(0o755)
        return subprocess.run(  # noqa: S603  # our own script
            arguments,
            env={"PATH": str(tmp_path), "LOG": str(tmp_path / "log")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    return run


KNOWS = """
for name; do :; done
case $name in there) echo installed ;; *) echo not-installed; exit 1 ;; esac"""
RECORD = 'echo "${0##*/} $*" >> "$LOG"'
SUDO = RECORD + '; [ "$1" != -n ] || shift; exec "$@"'
UPDATE = "-qq update"
INSTALL = "-qq install --yes --no-install-recommends"
SCRIPT = ROOT / ".ci/debian-packages"


@pytest.mark.parametrize(
    ("user", "sudo", "done"),
    [
        pytest.param(
            "0", {}, [f"apt-get {UPDATE}", f"apt-get {INSTALL} missing"], id="root"
        ),
        pytest.param(
            "1000",
            {"sudo": SUDO, "true": ""},
            [
                "sudo -n true",
                f"sudo apt-get {UPDATE}",
                f"apt-get {UPDATE}",
                f"sudo env DEBIAN_FRONTEND=noninteractive apt-get {INSTALL} missing",
                f"apt-get {INSTALL} missing",
            ],
            id="sudo",
        ),
    ],
)
def test_missing_packages_are_installed(machine, tmp_path, user, sudo, done):
    commands = {"dpkg-query": KNOWS, "id": f"echo {user}", "apt-get": RECORD, **sudo}

    run = machine(commands, SCRIPT, "there", "missing")

    assert run.returncode == 0, run.stderr
    assert (tmp_path / "log").read_text().splitlines() == done


def test_without_rights_the_missing_packages_are_named(machine, tmp_path):
    commands = {"dpkg-query": KNOWS, "id": "echo 1000", "apt-get": RECORD}

    run = machine(commands, SCRIPT, "there", "missing", "gone")

    assert run.returncode == 1
    assert run.stderr == (
        "Please install these as root first: apt-get install missing gone\n"
    )
    assert not (tmp_path / "log").exists()


def test_nothing_is_asked_of_apt_when_nothing_is_missing(machine, tmp_path):
    run = machine({"dpkg-query": KNOWS, "apt-get": RECORD}, SCRIPT, "there")

    assert run.returncode == 0
    assert not (tmp_path / "log").exists()


@pytest.mark.parametrize(
    "first",
    [
        pytest.param("exit 127", id="a shim without a version"),
        pytest.param("exit 1", id="too old or without venv"),
    ],
)
def test_python_that_cannot_be_used_is_passed_over(machine, first):
    commands = {"python3.11": first, "python3": f'exec {sys.executable} "$@"'}

    run = machine(commands, ROOT / ".ci/python")

    assert run.stdout == f"{sys.executable}\n"


def test_tests_have_no_network():
    with pytest.raises(OSError, match="tests have no network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
