"""Settings: what the first start makes."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from diagnostic.config import SettingsError, load, prepare
from tests.config.refusing import SECRET


def test_first_start_makes_folders_and_a_secret_for_the_owner_alone(folder):
    found = prepare(load({}, folder))

    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.rglob("*")}
    assert modes == {"instance": 0o700, "keys": 0o700, "mail": 0o700, "secret": 0o600}
    assert len(found.secret_key) >= 32


def test_secret_stays_the_same(folder):
    first, second = prepare(load({}, folder)), prepare(load({}, folder))

    assert first == second


def test_two_installations_have_two_secrets(folder, tmp_path):
    first, second = prepare(load({}, folder)), prepare(load({}, tmp_path))

    assert first.secret_key != second.secret_key


def test_secret_that_was_set_is_not_written_down(folder):
    found = prepare(load({"DIAGNOSTIC_SECRET_KEY": SECRET}, folder))

    assert found.secret_key == SECRET
    assert not (folder / "instance/secret").exists()


def test_programs_that_start_at_once_have_the_same_secret(folder):
    gate = Barrier(8)

    def start(_):
        settings = load({}, folder)
        gate.wait()
        return prepare(settings).secret_key

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(start, range(8)))

    assert len(found) == 1
    assert [path.name for path in folder.glob("instance/*secret*")] == ["secret"]
    assert not list(folder.glob("instance/.*"))


@pytest.mark.parametrize(
    ("content", "mode", "message"),
    [
        ("short\n", 0o600, "is shorter than 32 characters"),
        ("", 0o600, "is shorter than 32 characters"),
        (SECRET, 0o644, "others may read the secret; chmod 600"),
    ],
)
def test_secret_that_cannot_be_used_is_refused(content, mode, message, folder):
    prepare(load({}, folder))
    (folder / "instance/secret").write_text(content)
    (folder / "instance/secret").chmod(mode)

    with pytest.raises(SettingsError, match=message):
        prepare(load({}, folder))
