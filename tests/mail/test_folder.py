"""Mail into a folder: whole letters, for their owner alone."""

import os
import stat

import pytest

from diagnostic.jobs import folder
from diagnostic.jobs.outcomes import Outcome, UnreachableError
from diagnostic.pipeline.envelope import Letter


def letter(content=b"To: a@example.com\r\n\r\nHello\r\n"):
    return Letter("name", "survey@example.org", "a@example.com", content)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_letter_is_its_owners_alone(tmp_path):
    place = tmp_path / "instance" / "mail"
    with folder.into(place) as send:
        assert send(letter()) == Outcome("sent")

    [written] = place.iterdir()
    assert (written.name, mode(written), mode(place)) == ("name.eml", 0o600, 0o700)
    assert written.read_bytes() == b"To: a@example.com\n\nHello\n"


def test_letter_that_is_written_again_replaces_itself(tmp_path):
    with folder.into(tmp_path) as send:
        send(letter())
        send(letter(b"To: a@example.com\r\n\r\nOnce more\r\n"))

    [written] = tmp_path.iterdir()
    assert written.read_bytes().endswith(b"Once more\n")


def test_folder_that_cannot_be_written_to_loses_nothing(tmp_path):
    (tmp_path / "mail").write_text("a file")

    with (
        folder.into(tmp_path / "mail") as send,
        pytest.raises(UnreachableError, match="file exists"),
    ):
        send(letter())


def test_half_a_letter_is_never_there(tmp_path, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with (
        folder.into(tmp_path) as send,
        pytest.raises(UnreachableError, match="no space left"),
    ):
        send(letter())

    assert list(tmp_path.iterdir()) == []
