"""Files that a command writes: all or none, and what was there before stays."""

import os
import stat
from pathlib import Path

import pytest

from diagnostic.cli import outputs
from diagnostic.cli.program import Refusal


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_all_files_are_written_and_nothing_else(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    second.write_bytes(b"before")

    outputs.write({first: b"one", second: b"two"})

    assert names(tmp_path) == ["a", "b"]
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")


def test_new_file_has_the_rights_that_the_user_gives_new_files(tmp_path):
    usual = tmp_path / "usual"
    usual.touch()

    outputs.write({tmp_path / "written": b""})

    assert stat.S_IMODE((tmp_path / "written").stat().st_mode) == stat.S_IMODE(
        usual.stat().st_mode
    )


def test_link_is_followed(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    link.symlink_to(real)

    outputs.check([link])
    outputs.write({link: b"one"})

    assert link.is_symlink()
    assert real.read_bytes() == b"one"


def test_device_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)

    outputs.check([pipe])
    outputs.write({pipe: b"one"})

    assert os.read(reading, 10) == b"one"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    os.close(reading)


def test_one_device_may_take_two_outputs():
    outputs.check([Path(os.devnull), Path(os.devnull)])
    outputs.write({Path(os.devnull): b"one"})


def test_full_disk_leaves_nothing(tmp_path):
    kept = tmp_path / "kept"
    kept.write_bytes(b"before")

    with pytest.raises(OSError, match="No space left"):
        outputs.write({kept: b"one", Path("/dev/full"): b"two"})

    assert names(tmp_path) == ["kept"]
    assert kept.read_bytes() == b"before"


@pytest.mark.parametrize("failing", range(5))
def test_files_come_back_if_a_later_one_cannot_be_moved(tmp_path, monkeypatch, failing):
    first, old, last = tmp_path / "first", tmp_path / "old", tmp_path / "last"
    old.write_bytes(b"before")
    documents = {first: b"one", old: b"two", last: b"three"}
    moves = []
    rename = Path.rename

    def rename_until_it_fails(path, target):
        moves.append(path)
        if len(moves) == failing + 1:
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", rename_until_it_fails)
    if failing == 4:  # more moves than there are: the control
        outputs.write(documents)
        assert names(tmp_path) == ["first", "last", "old"]
        return
    with pytest.raises(OSError, match="Input/output"):
        outputs.write(documents)

    assert names(tmp_path) == ["old"]
    assert old.read_bytes() == b"before"


def test_folder_that_vanishes_meanwhile_is_refused(tmp_path):
    target = tmp_path / "gone" / "a"

    with pytest.raises(Refusal, match="cannot be written: no such file or directory"):
        outputs.write({tmp_path / "b": b"", target: b""})

    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("", "this is a folder, not a file"),
        ("none/a", "there is no folder "),
        ("source/a", "there is no folder "),
        ("source", "is read by this command too"),
        ("other/../source", "is read by this command too"),
        ("link", "is read by this command too"),
        ("lost", "this is a link to "),
        ("a" * 300, "this cannot be written: file name too long"),
        ("a\0b", "this cannot be the name of a file"),
    ],
)
def test_path_that_cannot_be_written_is_refused(tmp_path, target, message):
    (tmp_path / "source").touch()
    (tmp_path / "other").mkdir()
    (tmp_path / "link").symlink_to("source")
    (tmp_path / "lost").symlink_to("none/a")

    with pytest.raises(Refusal) as caught:
        outputs.check([tmp_path / target], [tmp_path / "source"])

    assert message in str(caught.value)


def test_two_outputs_in_one_file_are_refused(tmp_path):
    with pytest.raises(Refusal, match="is written by this command too"):
        outputs.check([tmp_path / "a", tmp_path / "b", tmp_path / "." / "a"])


def test_folder_that_even_root_cannot_write_is_refused():
    with pytest.raises(Refusal, match="cannot be written"):
        outputs.write({Path("/proc/diagnosis.json"): b""})


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_protected_paths_are_refused(tmp_path):
    (tmp_path / "file").touch(mode=0o400)
    (tmp_path / "folder").mkdir(mode=0o500)

    with pytest.raises(Refusal, match="protected from being overwritten"):
        outputs.check([tmp_path / "file"])
    with pytest.raises(Refusal, match="nothing can be written in the folder"):
        outputs.check([tmp_path / "folder" / "a"])
