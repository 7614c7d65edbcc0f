"""A small disk that can be full."""

import ctypes
import os
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

MEGABYTES = 8
_BLOCK = 4096
_CLONE_NEWNS = 0x00020000


@dataclass(frozen=True)
class Disk:
    """A file system that lives in memory, at ``folder``."""

    folder: Path

    def fill(self, blocks_free=0):
        """Leave so many blocks of 4 kB."""
        self.clear()
        found = os.statvfs(self.folder)
        size = found.f_bavail * found.f_frsize - blocks_free * _BLOCK
        with self._ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, size)

    def clear(self):
        """Give the space back."""
        self._ballast.unlink(missing_ok=True)

    @property
    def _ballast(self):
        return self.folder / "ballast"


@contextmanager
def small_disk(folder):
    """Mount a small disk, which this process and those that it starts see.

    From here on this process has its own view of what is mounted where: nothing is
    left on the machine, even when it is killed.
    """
    folder.mkdir()
    size = f"size={MEGABYTES}m,mode=700"
    try:
        if ctypes.CDLL(None).unshare(_CLONE_NEWNS) != 0:
            pytest.skip("this account cannot mount a disk")
        run("mount", "--make-rprivate", "/")
        run("mount", "-t", "tmpfs", "-o", size, "none", folder)
    except subprocess.CalledProcessError:  # in a container, or where / is no mount
        pytest.skip("nothing can be mounted here")
    try:
        yield Disk(folder)
    finally:
        run("umount", "--lazy", folder)


def run(*command):
    subprocess.run(command, check=True)  # noqa: S603  # our own commands
