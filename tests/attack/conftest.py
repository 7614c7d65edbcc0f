"""Failures of inherited tests are told in full, too."""

import pytest

pytest.register_assert_rewrite("tests.attack.promises")
