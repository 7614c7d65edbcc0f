"""Settings: what is unsafe is refused, and its value is not repeated."""

import pytest

from diagnostic.config import load
from tests.config.refusing import MARK, SECRET, refusal

FORM = "it should read"
REFUSED = [
    ("BASE_URL", "http://survey.example.org", "must begin with https://"),
    ("BASE_URL", "http://192.168.1.10", "must begin with https://"),
    ("BASE_URL", "http://0.0.0.0:8000", "must begin with https://"),
    ("BASE_URL", "http://127.0.0.1.example.org", "must begin with https://"),
    ("BASE_URL", "survey.example.org", FORM),
    ("BASE_URL", "ftp://survey.example.org", FORM),
    ("BASE_URL", "https://", FORM),
    ("BASE_URL", "https://survey.example.org:x", FORM),
    ("BASE_URL", "https://survey.example.org:99999", FORM),
    ("BASE_URL", "https://survey.example.org:0", FORM),
    ("BASE_URL", "https://[::1", FORM),
    ("BASE_URL", "https://sur vey.example.org", FORM),
    ("BASE_URL", "https://survey..example.org", FORM),
    ("BASE_URL", "https://inquérito.example.org", FORM),
    ("BASE_URL", "https://example.org/survey", "nothing may follow the host"),
    ("BASE_URL", "https://example.org?a=1", "nothing may follow the host"),
    ("BASE_URL", "https://example.org/?", "nothing may follow the host"),
    ("BASE_URL", "https://example.org/#a", FORM),
    ("BASE_URL", f"https://ana:{MARK}@example.org", "no user and password"),
    ("BASE_URL", "https://@example.org", "no user and password"),
    ("SECRET_KEY", MARK + "q" * 24, "shorter than 32 characters"),
    ("SECRET_KEY", SECRET + "\n", "a line break"),
    ("SECRET_KEY", SECRET + " ", "ends with a space"),
    ("SECRET_KEY", "", "it is empty"),
    ("DATABASE_URL", f"mysql://u:{MARK}@db/n", "sqlite:/// or postgresql://"),
    ("DATABASE_URL", f"postgres://u:{MARK}@db/n", "sqlite:/// or postgresql://"),
    ("DATABASE_URL", "instance/diagnostic.db", "sqlite:/// or postgresql://"),
    ("DATABASE_URL", "sqlite://", "forgets every answer"),
    ("DATABASE_URL", "sqlite:///", "forgets every answer"),
    ("DATABASE_URL", "sqlite:///:memory:", "forgets every answer"),
    ("DATABASE_URL", "sqlite:///file:x?mode=memory&uri=true", "forgets every answer"),
    ("DATABASE_URL", "sqlite://diagnostic.db", "should name a file"),
    ("DATABASE_URL", "sqlite:///a.db?timeout=1", "no options"),
    ("DATABASE_URL", "sqlite:///.", "it names a folder"),
    ("DATABASE_URL", "sqlite:///" + "a" * 300, "file name too long"),
    ("DATABASE_URL", "sqlite:///a\0.db", "a line break or another"),
    ("DATABASE_URL", f"postgresql://u:{MARK}@db", FORM),
    ("DATABASE_URL", f"postgresql://u:{MARK}/x@db/n", FORM),
    ("DATABASE_URL", f"postgresql://u:{MARK}@x@db/n", FORM),
    ("DATABASE_URL", f"postgresql://u:{MARK}#x@db/n", FORM),
    ("DATABASE_URL", f"postgresql://u:{MARK}@db:x/n", FORM),
    ("QUEUE_URL", f"amqp://u:{MARK}@queue", "redis://"),
    ("QUEUE_URL", "redis:///0", FORM),
    ("QUEUE_URL", f"redis://:{MARK}@queue/zero", FORM),
    ("QUEUE_URL", "sqlite:///:memory:", "should name a file"),
    ("QUEUE_URL", "sqlite:///instance/diagnostic.db", "a file of its own"),
    ("MAIL_URL", f"imap://u:{MARK}@mail.example.org", "smtp://, smtps:// or file:"),
    ("MAIL_URL", "mail.example.org", "smtp://, smtps:// or file:"),
    ("MAIL_URL", "smtp://", FORM),
    ("MAIL_URL", f"smtp://u:{MARK}@:587", FORM),
    ("MAIL_URL", f"smtp://u:{MARK}@mail.example.org/x", FORM),
    ("MAIL_URL", f"smtp://u:{MARK}/x@mail.example.org", FORM),
    ("MAIL_URL", f"smtp://u:{MARK}@mail.example.org:smtp", FORM),
    ("MAIL_URL", f"smtp://u:{MARK}@mail_.-example.org", "its host is not one"),
    ("MAIL_URL", f"smtp://{MARK}@mail.example.org", "a user needs a password"),
    ("MAIL_URL", f"smtp://u:{MARK}%0d%0a@mail.example.org", "line breaks"),
    ("MAIL_URL", f"smtp://u:{MARK}%ff@mail.example.org", "must be UTF-8"),
    ("MAIL_URL", f"smtp://u:{MARK}@mail.example.org:465", "write smtps://"),
    ("MAIL_URL", "file:", "should name a folder"),
    ("MAIL_URL", "file:/", "should name a folder"),
    ("MAIL_URL", "file://server/out", "on this machine"),
    ("MAIL_FROM", "survey", FORM),
    ("MAIL_FROM", "a@example.org, b@example.org", FORM),
    ("MAIL_FROM", "A <a@example.org>\r\nBcc: b@example.org", "a line break"),
    ("MAIL_FROM", "A <zé@example.org>", FORM),
    ("MAIL_RATE", "0", "a number above 0"),
    ("MAIL_RATE", "-1", "a number above 0"),
    ("MAIL_RATE", "1001", "a number above 0"),
    ("MAIL_RATE", "1e3", "a number above 0"),
    ("MAIL_RATE", "nan", "a number above 0"),
    ("KEY_DIR", ".", "nothing but keys"),
    ("KEY_DIR", "instance", "nothing but keys"),
    ("KEY_DIR", "instance/mail", "nothing but keys"),
    ("KEY_DIR", "instance/mail/keys", "where mails are written"),
]


@pytest.mark.parametrize(("name", "value", "message"), REFUSED)
def test_unsafe_value_is_refused_in_one_sentence(name, value, message, folder):
    found = refusal({f"DIAGNOSTIC_{name}": value}, folder)

    assert found.startswith(f"DIAGNOSTIC_{name}: ")
    assert message in found
    assert found.isprintable()
    assert MARK not in found


def test_key_folder_that_others_may_look_into_is_refused(folder):
    (folder / "keys").mkdir(mode=0o700)
    environ = {"DIAGNOSTIC_KEY_DIR": "keys"}

    assert load(environ, folder).key_dir == folder / "keys"
    for mode in (0o701, 0o710, 0o704, 0o777):
        (folder / "keys").chmod(mode)
        assert f"chmod 700 {folder}/keys" in refusal(environ, folder)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("KEY_DIR", "file", "it names a file, not a folder"),
        ("MAIL_URL", "file:file", "it names a file, not a folder"),
        ("DATABASE_URL", "sqlite:///circle/a.db", "circle"),
    ],
)
def test_path_that_is_something_else_is_refused(name, value, message, folder):
    (folder / "file").touch()
    (folder / "circle").symlink_to("circle")

    assert message in refusal({f"DIAGNOSTIC_{name}": value}, folder)


def test_keys_behind_a_link_are_found_where_they_are(folder):
    (folder / "instance").mkdir()
    (folder / "keys").symlink_to("instance")

    found = refusal({"DIAGNOSTIC_KEY_DIR": "keys"}, folder)

    assert "chmod 700" in found or "nothing but keys" in found
