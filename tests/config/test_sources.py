"""Settings: their names, and the file that may hold them."""

import pytest

from diagnostic.config import SettingsError, load
from tests.config.refusing import MARK, refusal


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("DIAGNOSTIC_DATABSE_URL", "DIAGNOSTIC_DATABASE_URL"),
        ("DIAGNOSTIC_KEYS", "DIAGNOSTIC_KEY_DIR"),
        ("DIAGNOSTIC_SECRET", "DIAGNOSTIC_SECRET_KEY"),
        ("diagnostic_base_url", "DIAGNOSTIC_BASE_URL"),
        ("DIAGNOSTIC_", "DIAGNOSTIC_"),
    ],
)
def test_unknown_setting_is_refused_with_the_nearest(name, nearest, folder):
    found = refusal({name: ""}, folder)

    assert found.startswith(f"{name}: there is no such setting; the nearest is ")
    assert nearest in found


@pytest.fixture
def configured(folder):
    """Write a file of settings, and load it with others in the environment."""

    def run(text, **environ):
        (folder / "my.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
        environ = {f"DIAGNOSTIC_{name}": value for name, value in environ.items()}
        return load({"DIAGNOSTIC_CONFIG": "my.toml", **environ}, folder)

    return run


def test_file_has_the_same_names(configured):
    found = configured(
        'DIAGNOSTIC_BASE_URL = "https://a.example"\nDIAGNOSTIC_MAIL_RATE = 2.5\n'
    )

    assert found.base_url == "https://a.example"
    assert found.mail_rate == 2.5


def test_environment_wins_over_the_file(configured):
    found = configured(
        'DIAGNOSTIC_BASE_URL = "https://a.example"\nDIAGNOSTIC_MAIL_RATE = 2\n',
        BASE_URL="https://b.example",
    )

    assert found.base_url == "https://b.example"
    assert found.mail_rate == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('DIAGNOSTIC_BASEURL = "x"', "DIAGNOSTIC_BASEURL in {}: there is no such"),
        ('base_url = "x"', "base_url in {}: there is no such setting; the nearest"),
        ('"a\\nb" = "x"', "a?b in {}: there is no such setting"),
        ('DIAGNOSTIC_CONFIG = "x"', "DIAGNOSTIC_CONFIG in {}: there is no such"),
        ("DIAGNOSTIC_BASE_URL = 5", "DIAGNOSTIC_BASE_URL in {}: it should read"),
        ("DIAGNOSTIC_MAIL_RATE = true", "DIAGNOSTIC_MAIL_RATE in {}: it should be a t"),
        ("[DIAGNOSTIC_BASE_URL]", "DIAGNOSTIC_BASE_URL in {}: it should be a text"),
        (f'DIAGNOSTIC_SECRET_KEY = "{MARK}"', "DIAGNOSTIC_SECRET_KEY in {}: it is sh"),
        (f'DIAGNOSTIC_SECRET_KEY = "{MARK}', "DIAGNOSTIC_CONFIG: {} is not TOML"),
        ("\udcff", "DIAGNOSTIC_CONFIG: {} is not UTF-8"),
    ],
)
def test_file_that_cannot_be_used_is_refused(configured, text, message, folder):
    with pytest.raises(SettingsError) as caught:
        configured(text)

    assert str(caught.value).startswith(message.format(folder / "my.toml"))
    assert MARK not in str(caught.value)


def test_file_that_is_not_there_is_refused(folder):
    assert refusal({"DIAGNOSTIC_CONFIG": "my.toml"}, folder) == (
        f"DIAGNOSTIC_CONFIG: {folder}/my.toml: no such file or directory"
    )
    assert "it names a folder" in refusal({"DIAGNOSTIC_CONFIG": "."}, folder)
