"""One deployed service for all end-to-end tests of a run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.harness import PROBLEMS, Service
from tests.e2e.proof import Proof, proving
from tests.e2e.recorded import WORKER, Records
from tests.e2e.recording.collector import collecting
from tests.runners.containers.fixtures import SKIP_VARIABLE
from tools.containers.engine import Engine, EngineUnavailable, engine
from tools.dev.local_platform import running_platform
from tools.dev.paths import ROOT
from tools.dev.seed import import_package

HERE = Path(__file__).parent
LAST = HERE / "test_privileges.py"
# What was recorded, for whoever wants to look at it.
OUTPUT = ROOT / "test-output/calls.json"
IMPORTED = ("ferryrest", "ribbonposts", "tankpipes")


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them use the one service, so they run in one process; what they did is judged last."""
    items.sort(key=lambda item: item.path == LAST)
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("e2e")
            item.add_marker(pytest.mark.xdist_group("e2e"))


@pytest.fixture(scope="session")
def records() -> Iterator[Records]:
    """Of every AWS call that is made in the end-to-end tests."""
    with collecting() as collector:
        records = Records(collector)
        yield records
        records.write(OUTPUT)


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory, records: Records) -> Iterator[Service]:
    directory, collector = tmp_path_factory.mktemp("platform"), records.collector
    with running_platform(
        directory, variables=collector.variables(), worker_variables=collector.worker_variables(WORKER)
    ) as platform:
        for problem_id in IMPORTED:
            import_package(platform.deployment.http_url, PROBLEMS / problem_id)
        yield Service(platform)
        records.look(platform)


@pytest.fixture(scope="session")
def docker() -> Iterator[Engine]:
    """An engine whose containers reach this machine."""
    if os.environ.get(SKIP_VARIABLE):
        pytest.skip(f"{SKIP_VARIABLE} is set")
    try:
        with engine(bridge=True) as started:
            yield started
    except EngineUnavailable as exc:
        pytest.fail(f"{exc} (set {SKIP_VARIABLE} to go without)", pytrace=False)


@pytest.fixture(scope="session")
def proof(tmp_path_factory: pytest.TempPathFactory, records: Records, docker: Engine) -> Iterator[Proof]:
    with proving(tmp_path_factory.mktemp("proof"), records, docker) as proof:
        import_package(proof.service.http_url, PROBLEMS / IMPORTED[0])
        yield proof
        records.look(proof.service.platform)
