"""pytest in, what `exceltools.testing` offers as fixtures out: a plugin's tests need no imports but their rules.

    def test_a_short_method_is_found(assert_finds):
        assert_finds(metod_too_short, {"metod": "Möten"}, at="D6")

pytest loads this in every run where exceltools is installed: it must cost nothing until a test asks for a fixture.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from exceltools.model import Issue, Plan


@pytest.fixture(scope="session")
def make_plan() -> Callable[..., Plan]:
    """`exceltools.testing.plan`: make a plan of rows."""
    from exceltools.testing import plan

    return plan


@pytest.fixture(scope="session")
def assert_finds() -> Callable[..., list[Issue]]:
    """`exceltools.testing.assert_finds`: the rule finds something, at these cells."""
    from exceltools.testing import assert_finds

    return assert_finds


@pytest.fixture(scope="session")
def assert_silent() -> Callable[..., None]:
    """`exceltools.testing.assert_silent`: the rule finds nothing."""
    from exceltools.testing import assert_silent

    return assert_silent


@pytest.fixture(scope="session")
def assert_sound() -> Callable[..., None]:
    """`exceltools.testing.assert_sound`: the plugin is what `exceltools plugins check` asks for."""
    from exceltools.testing import assert_sound

    return assert_sound
