"""One deployed service for all end-to-end tests of a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.harness import PROBLEMS, Service
from tools.dev.local_platform import running_platform
from tools.dev.seed import import_package

HERE = Path(__file__).parent
IMPORTED = ("ferryrest", "ribbonposts", "tankpipes")


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them use the one service, so they run one after the other, in one process."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("e2e")
            item.add_marker(pytest.mark.xdist_group("e2e"))


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running_platform(tmp_path_factory.mktemp("platform"), workers=1) as platform:
        for problem_id in IMPORTED:
            import_package(platform.deployment.http_url, PROBLEMS / problem_id)
        yield Service(platform)
