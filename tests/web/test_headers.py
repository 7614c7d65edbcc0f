"""Headers of every answer: legal, strict, and nothing kept in the browser (R1)."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from diagnostic.web import create_app
from tests.web.survey import ALL, FIRST, Survey, page

LEGAL_FEATURE = re.compile(r"[a-z-]+=\(\)")
DIRECTIVES = {
    "default-src", "script-src", "style-src", "img-src", "form-action", "base-uri",
    "frame-ancestors",
}  # fmt: skip


def failing(*_):
    raise RuntimeError


def answers(survey):
    """An answer of each status that the pages give."""
    link = survey.link()
    survey.app.add_url_rule("/broken", "broken", failing)
    yield survey.get(link)
    yield survey.post(link, ALL | {"review": "1"})
    yield survey.post(link, {FIRST: "9"})
    yield survey.client.open(link, method="OPTIONS")
    yield survey.client.open(link, method="DELETE")
    yield survey.get("/s/unknown")
    yield survey.get("/nowhere")
    yield survey.get("/broken")
    yield survey.get("/static/respond.css")
    yield survey.get("/static/respond.js")
    yield survey.get("/static/nothing.js")
    yield survey.get("/")
    yield survey.get("/thanks")
    yield survey.post(link, b"x" * (1024 * 1024 + 1))
    yield survey.post(link, ALL)
    codes = [survey.get("/s/AAAA-BBBB-CCCC") for _ in range(121)]
    yield codes[-1]
    survey.installation.database.close()
    Path(survey.installation.database.engine.url.database).write_bytes(b"gone" * 999)
    yield survey.get(link)


def test_every_answer_has_the_strict_headers(survey):
    codes = set()
    for answer in answers(survey):
        codes.add(answer.status_code)
        answer.close()
        headers = answer.headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        for name in ("Set-Cookie", "Server", "X-Powered-By"):
            assert name not in headers
        for feature in headers["Permissions-Policy"].split(", "):
            assert LEGAL_FEATURE.fullmatch(feature)
    assert codes == {200, 303, 404, 405, 413, 422, 429, 500, 503}


def test_policy_lets_nothing_in_from_elsewhere(survey):
    policy = survey.get(survey.link()).headers["Content-Security-Policy"]

    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert set(directives) == DIRECTIVES
    assert directives["default-src"] == "'none'"
    assert {directives[name] for name in ("base-uri", "frame-ancestors")} == {"'none'"}
    assert {
        directives[name] for name in ("script-src", "style-src", "form-action")
    } == {"'self'"}
    assert "unsafe" not in policy


def test_encryption_is_asked_for_where_there_is_some(installation):
    link = Survey(installation).link()
    plain = create_app(replace(installation, base_url="http://127.0.0.1:8000"))
    secure = create_app(installation)

    header = "Strict-Transport-Security"
    assert header not in plain.test_client().get(link).headers
    assert secure.test_client().get(link).headers[header] == "max-age=31536000"


@pytest.mark.parametrize("path", ["link", "review", "mistake", "/", "/thanks", "/s/x"])
def test_page_has_no_style_or_script_of_its_own(survey, path):
    link = survey.link()
    answer = {
        "link": lambda: survey.get(link),
        "review": lambda: survey.post(link, ALL | {"review": "1"}),
        "mistake": lambda: survey.post(link, {FIRST: "9"}),
    }.get(path, lambda: survey.get(path))()

    found = page(answer)
    assert found.all("style") == []
    assert all(tag["src"].startswith("/static/") for tag in found.all("script"))
    for _, attributes in found.tags:
        assert not {name for name in attributes if name.startswith("on")}
        assert "style" not in attributes
        for name in ("href", "src", "action"):
            assert "//" not in attributes.get(name, "")
