"""The synthesized stack, once per stage and test process."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import aws_cdk
import pytest
import settings
from cdk_nag import AwsSolutionsChecks, ServerlessChecks
from settings import CapacityWindow, Model, Pool, Settings
from stacks.alpaco_stack import AlpacoStack

from tests.infrastructure.iam.policies import Grant, Template

DIGEST = f"sha256:{'0' * 64}"
HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Synthesis takes some ten seconds: tests that share it run in one process."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("infrastructure"))


@dataclass(frozen=True)
class Synthesized:
    """A template as CloudFormation gets it, and the file it is in."""

    path: Path
    template: dict[str, Any]

    def of_type(self, type_: str) -> dict[str, dict[str, Any]]:
        """The resources of a type, by logical id."""
        return {name: item for name, item in self.template["Resources"].items() if item["Type"] == type_}

    def properties(self, type_: str) -> list[dict[str, Any]]:
        return [item.get("Properties", {}) for item in self.of_type(type_).values()]

    def only(self, type_: str) -> dict[str, Any]:
        """The properties of the one resource of that type."""
        (properties,) = self.properties(type_)
        return properties


def synthesize(stage: str) -> Synthesized:
    chosen = settings.for_stage(stage, {})
    return synthesized(replace(chosen, images={pool.name: DIGEST for pool in chosen.pools}))


def synthesized(chosen: Settings, *, checked: bool = False) -> Synthesized:
    """The template of these settings; `checked` leaves what cdk-nag says of it beside it, as a report."""
    directory = Path(mkdtemp(prefix="alpaco-synth-"))
    app = aws_cdk.App(outdir=str(directory))
    AlpacoStack(app, "Alpaco", settings=chosen)
    synthesize_app(app, checked=checked)
    path = directory / "Alpaco.template.json"
    return Synthesized(path, json.loads(path.read_text()))


def synthesize_app(app: aws_cdk.App, *, checked: bool) -> None:
    if not checked:
        app.synth()
        return
    aws_cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    # It is raised because there are findings; the tests say which of them may be there.
    with pytest.raises(RuntimeError, match="ValidationFailed"):
        app.synth()


@pytest.fixture(scope="session")
def dev() -> Synthesized:
    return synthesize("dev")


@pytest.fixture(scope="session")
def prod() -> Synthesized:
    return synthesize("prod")


@pytest.fixture(scope="session")
def local() -> Synthesized:
    """What `make dev` deploys: workers are processes, so there are no images."""
    return synthesized(settings.for_stage("local", {}))


@pytest.fixture(scope="session")
def local_with_images() -> Synthesized:
    """With all that the embedded AWS does not know, which is then left out."""
    chosen = settings.for_stage("local", {})
    return synthesized(replace(chosen, images={"main": DIGEST}, flow_log=True, monthly_budget_usd=10))


def proven_settings() -> Settings:
    """Those that the end-to-end tests deploy in the end: all that grants anything."""
    return replace(
        settings.LOCAL,
        images={"main": DIGEST},
        dispatch=settings.Dispatch.ON_DEMAND,
        model=Model("recorded", "http://model.example/v1"),
        keep_data=True,
    )


@pytest.fixture(scope="session")
def proven() -> Synthesized:
    return synthesized(proven_settings())


@pytest.fixture(scope="session")
def grants(proven: Synthesized) -> list[Grant]:
    return Template(proven.template).grants()


@pytest.fixture(scope="session")
def everything() -> Synthesized:
    """All that a setting can add, and a task per submission; checked."""
    chosen = replace(
        settings.DEV,
        dispatch=settings.Dispatch.ON_DEMAND,
        pools=(
            Pool("main"),
            Pool("generator", minimum=0, maximum=2, schedule=(CapacityWindow("0 9 ? * MON-FRI *", 5, 9),)),
        ),
        images={"main": DIGEST, "generator": DIGEST, settings.STREAMING_IMAGE: DIGEST},
        model=Model("gpt-x"),
        alarm_email="judge@example.org",
        public_subnets=True,
        functions_in_vpc=True,
        flow_log=True,
        page=_built_page(),
    )
    return synthesized(chosen, checked=True)


def _built_page() -> Path:
    """The tests of the stack need no page that works."""
    folder = Path(mkdtemp(prefix="alpaco-page-"))
    (folder / "index.html").write_text("<!doctype html><title>Alpaco</title>")
    return folder
