"""Backups bring back what may come back, and name what cannot."""

from pathlib import Path

import pytest

from tests.commands.collecting import (
    WAVE,
    answer,
    company,
    denied,
    done,
    draft,
    invited,
    status,
    tokens,
)
from tests.commands.running import run

KEYS = Path("instance/keys")


def emptied():
    """Lose the database."""
    for file in Path("instance").glob("diagnostic.db*"):
        file.unlink()


def test_a_backup_brings_everything_back():
    invited()
    answer(list(tokens().values())[:9])

    assert done("backup", "all.backup") == "Wrote all.backup.\n"
    emptied()
    assert done("restore", "all.backup") == "Restored all.backup.\n"

    answer(list(tokens().values())[9:])
    done("wave", "seal", WAVE)
    assert status()["answered"] == 18


def test_a_backup_is_for_its_owner_and_names_the_keys_that_it_lacks():
    invited()
    [key] = KEYS.iterdir()

    result = run("backup", "all.backup")

    assert result.stderr == (
        f"Note: acme/2026-Q3 (open) is revived only together with {Path.cwd() / key}.\n"
    )
    assert Path("all.backup").stat().st_mode & 0o777 == 0o600


def test_what_came_back_without_its_key_is_said():
    invited()
    done("backup", "all.backup")
    emptied()
    for key in KEYS.iterdir():
        key.unlink()

    result = run("restore", "all.backup")

    assert (result.exit_code, result.stdout) == (0, "Restored all.backup.\n")
    assert result.stderr == (
        "Note: the key of acme/2026-Q3 (open) is gone: its roster and answers were"
        " removed.\n"
    )
    assert status()["state"] == "closed"
    assert "WRONG" not in done("check")  # no news


def test_letters_that_may_have_left_are_said():
    draft()
    done("wave", "launch", WAVE)
    done("backup", "all.backup")
    emptied()

    assert run("restore", "all.backup").stderr == (
        "Note: 18 letters may have been sent since the backup, so they will not be;"
        " `diagnostic wave remind` reaches everybody.\n"
    )


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["backup", "."], ".: this is a folder, not a file."),
        (["backup", "none/x"], "none/x: there is no folder none."),
        (["backup", "/dev/null"], "/dev/null: this is not a file."),
        (
            ["backup", "instance/diagnostic.db"],
            "instance/diagnostic.db: {db} is read by this command too.",
        ),
        (
            ["backup", "instance/keys/x"],
            "instance/keys/x: nothing but keys may lie in {keys}.",
        ),
        (["restore", "none"], "none: there is no such file."),
        (["restore", "some.txt"], "some.txt: this is not a backup."),
        (
            ["restore", "all.backup"],
            "the database is not empty; restore into a new one.",
        ),
    ],
    ids=" ".join,
)
def test_files_that_cannot_be(command, sentence):
    company()
    done("backup", "all.backup")
    Path("some.txt").write_text("Dear reader,\n")
    here = Path.cwd() / "instance"

    expected = sentence.format(db=here / "diagnostic.db", keys=here / "keys")
    assert denied(*command) == expected
    assert done("company", "list")
