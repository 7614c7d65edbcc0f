"""Settings: what is taken, and what becomes of it."""

from dataclasses import FrozenInstanceError

import pytest

from diagnostic.config import MailServer, load
from tests.config.refusing import MARK, SECRET


def test_without_settings_everything_lives_in_the_instance_folder(folder):
    found = load({"PATH": "/bin", "HOME": "/"}, folder)

    assert found.instance == folder / "instance"
    assert found.database_url == f"sqlite:///{folder}/instance/diagnostic.db"
    assert found.queue_url == f"sqlite:///{folder}/instance/queue.db"
    assert found.key_dir == folder / "instance/keys"
    assert found.mail == folder / "instance/mail"
    assert found.mail_url == f"file:{folder}/instance/mail"
    assert found.mail_from == "Survey <survey@localhost>"
    assert found.mail_rate == 10
    assert found.base_url == "http://127.0.0.1:8000"
    assert found.secret_key == ""


def test_loading_makes_nothing(folder):
    load({}, folder)

    assert not list(folder.iterdir())


def test_settings_are_frozen(folder):
    found = load({}, folder)

    with pytest.raises(FrozenInstanceError):
        setattr(found, "base_url", "https://example.com")  # noqa: B010


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("base_url", "https://survey.example.org:8443"),
        ("base_url", "http://localhost:8000"),
        ("base_url", "http://[::1]:8000"),
        ("base_url", "https://192.0.2.1"),
        ("database_url", "sqlite:////srv/a.db"),
        ("database_url", "postgresql://u:p@db:5432/n"),
        ("database_url", "postgresql://u@/n?host=/run/pg"),
        ("queue_url", "sqlite:////srv/q.db"),
        ("queue_url", "redis://127.0.0.1:6379/0"),
        ("queue_url", "redis://:p%40ss@queue"),
        ("queue_url", "rediss://u:p@queue.example.org/1"),
        ("queue_url", "postgresql://u:p@db/n"),
        ("mail_url", "file:/srv/out"),
        ("mail_url", "smtp://u:p@mail.example.org:587"),
        ("mail_from", "survey@example.org"),
        ("mail_from", "Inquérito Zé <survey@example.org>"),
        ("mail_rate", "0.5"),
        ("secret_key", SECRET),
        ("key_dir", "/srv/no-such-folder/keys"),
    ],
)
def test_value_is_taken_as_it_is(name, value, folder):
    found = load({f"DIAGNOSTIC_{name.upper()}": value}, folder)

    assert str(getattr(found, name)) == value


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("base_url", "https://Survey.Example.org/", "https://survey.example.org"),
        ("base_url", "HTTPS://survey.example.org:", "https://survey.example.org"),
        ("database_url", "sqlite:///a/b.db", "sqlite:///{folder}/a/b.db"),
        ("database_url", "sqlite:///a/../b.db", "sqlite:///{folder}/b.db"),
        ("queue_url", "sqlite:///q.db", "sqlite:///{folder}/q.db"),
        ("mail_url", "file:out", "file:{folder}/out"),
        ("mail_url", "file:///srv/out", "file:/srv/out"),
        ("mail_rate", "1000", "1000.0"),
        ("key_dir", "k/../keys", "{folder}/keys"),
    ],
)
def test_value_is_made_plain(name, value, expected, folder):
    found = load({f"DIAGNOSTIC_{name.upper()}": value}, folder)

    assert str(getattr(found, name)) == expected.format(folder=folder)


@pytest.mark.parametrize(
    ("url", "host", "port", "security"),
    [
        ("smtp://mail.example.org", "mail.example.org", 587, "starttls"),
        ("smtp://mail.example.org:25", "mail.example.org", 25, "starttls"),
        ("smtps://mail.example.org", "mail.example.org", 465, "tls"),
        ("smtps://localhost:4650", "localhost", 4650, "tls"),
        ("smtp://127.0.0.1:1025", "127.0.0.1", 1025, "none"),
        ("smtp://[::1]", "::1", 25, "none"),
        ("smtp://localhost/", "localhost", 25, "none"),
    ],
)
def test_mail_to_other_machines_is_always_encrypted(url, host, port, security, folder):
    found = load({"DIAGNOSTIC_MAIL_URL": url}, folder).mail

    assert found == MailServer(host, port, security)


def test_user_and_password_of_the_mail_server_are_decoded(folder):
    url = "smtp://ana%40example.org:p%2Fs%23%C3%A9%25:x@mail.example.org:587"

    found = load({"DIAGNOSTIC_MAIL_URL": url}, folder).mail

    assert isinstance(found, MailServer)
    assert (found.user, found.password) == ("ana@example.org", "p/s#é%:x")


@pytest.mark.parametrize(
    ("base_url", "sender"),
    [
        ("https://survey.example.org:8443", "Survey <survey@survey.example.org>"),
        ("http://localhost:8000", "Survey <survey@localhost>"),
        ("https://192.0.2.1", "Survey <survey@localhost>"),
    ],
)
def test_sender_follows_from_the_host_in_links(base_url, sender, folder):
    assert load({"DIAGNOSTIC_BASE_URL": base_url}, folder).mail_from == sender


def test_no_password_is_printed(folder):
    found = load(
        {
            "DIAGNOSTIC_DATABASE_URL": f"postgresql://u:{MARK}@db/n",
            "DIAGNOSTIC_QUEUE_URL": f"redis://:{MARK}@queue",
            "DIAGNOSTIC_MAIL_URL": f"smtp://u:{MARK}@mail.example.org",
            "DIAGNOSTIC_SECRET_KEY": SECRET + MARK,
        },
        folder,
    )

    assert MARK in found.mail_url
    assert MARK not in f"{found!r} {found} {found.mail!r}"
