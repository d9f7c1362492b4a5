"""One deployed service for all faults that are shown on the embedded AWS. It has no worker: tests bring their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from judge.sandbox import Sandbox

from tests.e2e.harness import PROBLEMS
from tests.faults.embedded.stage import PROBLEM, Stage
from tools.dev.local_platform import running_platform
from tools.dev.seed import import_package

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them use the one service, so they run one after the other, in one process."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("e2e")
            item.add_marker(pytest.mark.xdist_group("embedded-faults"))


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("faults")
    with running_platform(folder, persistent=True, workers=0) as platform, Sandbox.open(slots=2) as sandbox:
        import_package(platform.deployment.http_url, PROBLEMS / PROBLEM)
        yield Stage(platform, sandbox)


@pytest.fixture
def stage(deployed: Stage) -> Iterator[Stage]:
    """Whatever a test leaves in the queues is gone before the next."""
    yield deployed
    deployed.clear()
