"""Settings: the guide has every one of them."""

import re
from pathlib import Path

import pytest

from diagnostic.config import DEFAULTS

GUIDE = Path(__file__).parents[2] / "docs/operations.md"


@pytest.mark.parametrize("name", DEFAULTS)
def test_setting_is_documented_with_its_default(name):
    rows = re.findall(rf"^\| `{name}` \|.*$", GUIDE.read_text("utf-8"), re.MULTILINE)

    assert len(rows) == 1
    assert DEFAULTS[name] is None or f"`{DEFAULTS[name]}`" in rows[0]


def test_guide_documents_no_other_setting():
    names = set(re.findall(r"DIAGNOSTIC_[A-Z_]+", GUIDE.read_text("utf-8")))

    assert names <= set(DEFAULTS)
