"""The key file of a wave: whole or absent, for its owner only, destroyed for good."""

import os
import stat
import subprocess
import sys

import pytest

from diagnostic.ballots import keys

WAVE = "5f0c1d2e3b4a5968"


def test_key_is_kept_and_found_again(tmp_path):
    made = keys.create(tmp_path / "keys", WAVE)

    assert keys.load(tmp_path / "keys", WAVE) == made


def test_only_the_owner_may_read_key_and_folder(tmp_path):
    keys.create(tmp_path / "keys", WAVE)

    [file] = (tmp_path / "keys").iterdir()
    assert file.name == f"wave-{WAVE}.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_key_is_never_replaced(tmp_path):
    made = keys.create(tmp_path, WAVE)

    with pytest.raises(FileExistsError):
        keys.create(tmp_path, WAVE)

    assert keys.load(tmp_path, WAVE) == made
    assert [file.name for file in tmp_path.iterdir()] == [f"wave-{WAVE}.key"]


def test_two_keys_differ(tmp_path):
    one, other = keys.create(tmp_path, "a"), keys.create(tmp_path, "b")

    assert one.mac != other.mac
    assert one.secret != other.secret
    assert one.mac != one.secret


def test_destroyed_key_is_gone(tmp_path):
    keys.create(tmp_path, WAVE)

    keys.destroy(tmp_path, WAVE)

    assert not keys.exists(tmp_path, WAVE)
    with pytest.raises(keys.MissingKeyError):
        keys.load(tmp_path, WAVE)


def test_destroying_overwrites_the_bytes_before_the_name_goes(tmp_path):
    key = keys.create(tmp_path, WAVE)
    # A second name keeps the file's own bytes, as an undelete tool would find them.
    (tmp_path / "kept").hardlink_to(keys.path(tmp_path, WAVE))

    keys.destroy(tmp_path, WAVE)

    left = (tmp_path / "kept").read_bytes()
    assert key.mac not in left
    assert key.secret not in left


def test_destroying_twice_is_no_error(tmp_path):
    keys.create(tmp_path, WAVE)
    keys.destroy(tmp_path, WAVE)

    keys.destroy(tmp_path, WAVE)
    keys.destroy(tmp_path / "nowhere", WAVE)


def test_key_that_others_may_read_is_refused(tmp_path):
    keys.create(tmp_path, WAVE)
    keys.path(tmp_path, WAVE).chmod(0o640)

    with pytest.raises(keys.DamagedKeyError, match="others may read"):
        keys.load(tmp_path, WAVE)


@pytest.mark.parametrize("content", [b"", bytes(63), bytes(65)])
def test_key_that_is_not_whole_is_refused(tmp_path, content):
    keys.create(tmp_path, WAVE)
    keys.path(tmp_path, WAVE).write_bytes(content)

    with pytest.raises(keys.DamagedKeyError, match=f"{len(content)} bytes, not 64"):
        keys.load(tmp_path, WAVE)


def test_key_is_not_told_by_its_text(tmp_path):
    key = keys.create(tmp_path, WAVE)

    assert repr(key) == "WaveKey()"
    assert key.secret.hex() not in str(vars(key).keys())


def test_crash_while_a_key_is_written_leaves_no_half_key(tmp_path):
    crashing = (
        "import os, sys, pathlib\n"
        "from diagnostic.ballots import keys\n"
        "os.fsync = lambda handle: os._exit(9)\n"
        "keys.create(pathlib.Path(sys.argv[1]), sys.argv[2])\n"
    )
    ended = subprocess.run(  # noqa: S603  # this interpreter
        [sys.executable, "-c", crashing, tmp_path, WAVE], env=os.environ
    )

    assert ended.returncode == 9
    assert not keys.exists(tmp_path, WAVE)


def test_purposes_do_not_run_into_each_other(tmp_path):
    key = keys.create(tmp_path, WAVE)

    assert key.derive(b"link", b"a") != key.derive(b"lin", b"ka")
