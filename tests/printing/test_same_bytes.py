"""The same release gives the same bytes, whatever the machine that makes them."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from diagnostic.history import Quarter, Series
from reports import pdf, slides, staff, tables, workbook
from reports.commentary import Commentary
from tests.printing.companies import printed
from tests.printing.series import followed
from tests.printing.test_branding import CLIENT, HOUSE
from tests.printing.test_quarters_pages import report

ROOT = Path(__file__).parents[2]
KIND = "long names"
"""Some letters of theirs are in none of our fonts, but in others."""
NOTICE = "Simulated data"
WORDS = Commentary("Meridian", {"foreword": "Read this first.", "staff": "We meet."})


FORMS = "archival", "mapped", "staff", "pptx", "xlsx", "csv"


def every(release, asked, language, forms=FORMS):
    """Give a hash of each form with all that may be on it, in a series of waves."""
    brands: dict[str, Any] = {"brand": CLIENT, "consultancy": HOUSE}
    said: dict[str, Any] = {"notice": NOTICE, "commentary": WORDS, **brands}
    waves: dict[str, Any] = {"series": after_another(release, asked)}
    waves["followed"] = followed(waves["series"])
    made: dict[str, Callable[[], bytes]] = {
        "archival": lambda: pdf.render(
            release, asked, language, archival=True, **said, **waves
        ),
        "mapped": lambda: report("split"),
        "staff": lambda: staff.render(release, asked, language, **said),
        "pptx": lambda: slides.render(release, asked, language, **brands, **waves),
        "xlsx": lambda: workbook.render(release, asked, language, **waves),
        "csv": lambda: tables.render(release, asked, language, **waves),
    }
    return {form: hashlib.sha256(made[form]()).hexdigest() for form in forms}


def after_another(release, asked):
    """Put a wave after one in which the same was answered."""
    earlier = release | {"wave": "2026-Q0", "closed": "2026-06-30", "sha256": "0" * 64}
    return Series((Quarter(earlier, asked), Quarter(release, asked)), {}, {})


SCRIPT = """
import json, sys
from pathlib import Path
from questionnaires import load
from tests.printing.test_same_bytes import every
release = json.loads(Path(sys.argv[1]).read_text("utf-8"))
asked = load("leadership-alignment")
print(json.dumps(every(release, asked, "pt", sys.argv[2].split())))
"""
# Another font that answers to the name of ours, thicker strokes, other hints.
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="pattern"><test name="family"><string>Source Sans Pro</string></test>
<edit name="family" mode="assign" binding="strong"><string>DejaVu Sans</string></edit>
<edit name="weight" mode="assign" binding="strong"><const>black</const></edit></match>
<match target="font"><edit name="hinting" mode="assign"><bool>true</bool></edit>
<edit name="hintstyle" mode="assign"><const>hintfull</const></edit>
<edit name="embolden" mode="assign"><bool>true</bool></edit></match></fontconfig>
"""


@pytest.fixture(scope="module")
def here():
    return every(*printed(KIND), "pt")


@pytest.mark.parametrize(
    ("forms", "surroundings"),
    [
        pytest.param(
            FORMS,
            {
                "LC_ALL": "pt_PT.UTF-8",
                "LANG": "pt_PT.UTF-8",
                "LANGUAGE": "pt",
                "TZ": "Asia/Tokyo",
                "PYTHONHASHSEED": "7",
                "FONTCONFIG_FILE": "{folder}/fonts.conf",
                "FONTCONFIG_PATH": "{folder}",
                "HOME": "{folder}/home",
                "XDG_CACHE_HOME": "{folder}/cache",
            },
            id="another country, other fonts",
        ),
        pytest.param(
            ("staff", "pptx"),  # which have letters and pictures; the others are text
            {
                "LC_ALL": "C",
                "LANG": "C",
                "TZ": "America/St_Johns",
                "PYTHONHASHSEED": "4294967295",
                "PYTHONUTF8": "0",
                "FONTCONFIG_FILE": "{folder}/none.conf",
                "FONTCONFIG_PATH": "/nonexistent",
                "HOME": "/nonexistent",
                "SOURCE_DATE_EPOCH": "1",
            },
            id="no locale, no fonts, no home",
        ),
    ],
)
def test_every_form_is_the_same_elsewhere(forms, surroundings, here, tmp_path):
    release, _ = printed(KIND)
    source = tmp_path / "release.json"
    source.write_text(json.dumps(release, sort_keys=True), "utf-8")
    (tmp_path / "home").mkdir()
    fonts = FONTS.format(fonts="/usr/share/fonts", cache=tmp_path / "cache")
    (tmp_path / "fonts.conf").write_text(fonts, "utf-8")
    (tmp_path / "none.conf").write_text("<fontconfig></fontconfig>", "utf-8")
    settings = {
        name: value.format(folder=tmp_path) for name, value in surroundings.items()
    }

    made = subprocess.run(  # noqa: S603  # this interpreter, a script of ours
        [sys.executable, "-W", "error", "-c", SCRIPT, source, " ".join(forms)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | settings,
        capture_output=True,
        text=True,
    )

    assert made.stderr == ""
    assert json.loads(made.stdout) == {form: here[form] for form in forms}
