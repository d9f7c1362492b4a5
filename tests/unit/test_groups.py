"""Tests that share something expensive run in one process: pytest and pytest-xdist must agree on how that is said."""

from __future__ import annotations

import pytest


@pytest.mark.xdist_group("together")
def test_group_is_part_of_the_name_where_tests_are_spread(request: pytest.FixtureRequest) -> None:
    spread = bool(request.config.getoption("loadgroup", False))
    assert request.node.nodeid.endswith("@together") is spread
