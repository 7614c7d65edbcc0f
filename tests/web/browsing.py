"""Pages served over HTTP, and a real browser that opens them."""

import os
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import axe_playwright_python
from playwright.sync_api import sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

PHONE, DESK = 320, 1280
WIDTHS = (PHONE, 768, DESK)
"""In pixels."""
LOOKS = ((PHONE, "dark"), (DESK, "light"))
"""At which axe looks, which takes its time: each arrangement, each set of colours."""
CHROMIUM = "/usr/bin/chromium"
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
MOST_STEPS = 200
"""Of the Tab key, to anything on a page."""
GUIDELINES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Silent(WSGIRequestHandler):
    """Logs nothing: an address of a page is a respondent's token."""

    def log(self, *_):
        pass


@contextmanager
def served(app):
    """The address of an application that is being served."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    # It looks so often whether it is to end (seconds), and is waited for.
    thread = Thread(target=server.serve_forever, args=[0.02])
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chromium():
    """Debian's browser; it refuses to run as root with its sandbox."""
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


def signed_in(browser, client, base, **options):
    """A page of a new context in which the person of a client is signed in.

    It is worth keeping: to open another takes twice as long as to look for faults.
    """
    context = browser.new_context(base_url=base, **options)
    cookie = client.get_cookie("workspace", path="/app")
    place = {"domain": "127.0.0.1", "path": "/app"}
    context.add_cookies([{"name": cookie.key, "value": cookie.value, **place}])
    return context.new_page()


def onto(page, wanted):
    """Go on with the Tab key until something has the focus, and see that it shows."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            style = "getComputedStyle(document.activeElement)"
            ring = page.evaluate(f"[{style}.outlineStyle, {style}.outlineWidth]")
            assert ring == ["solid", "3px"]
            return
    raise AssertionError(f"the keyboard does not lead to {wanted}")


def violations(page):
    """What axe finds wrong with a page, with the elements concerned."""
    # The script goes into a page once, and of what it found only this comes back:
    # the package's own way sends both each time, which takes as long as the search.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(
        "async options => (await axe.run(document, options)).violations",
        {"runOnly": GUIDELINES, "resultTypes": ["violations"], "selectors": False},
    )
    return [
        (rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found
    ]


def faults(page, looks=LOOKS):
    """What is wrong with a page, at which of the widths and in which colours."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if (beyond := too_wide(page)) > 0:
            found.append((width, f"too wide by {beyond}"))
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found += [(width, scheme, *rule) for rule in violations(page)]
    return found


def too_wide(page):
    """By how many pixels a page is wider than its window."""
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
