"""The synthesized stack, once per stage and test process."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import aws_cdk
import pytest
import settings
from stacks.alpaco_stack import AlpacoStack

DIGEST = f"sha256:{'0' * 64}"
HERE = Path(__file__).parent


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


@functools.cache
def synthesize(stage: str, dispatch: str = "warm", *, with_images: bool = True) -> Synthesized:
    directory = Path(mkdtemp(prefix="alpaco-synth-"))
    app = aws_cdk.App(outdir=str(directory))
    chosen = settings.for_stage(stage, {}, dispatch=dispatch)
    if with_images:
        chosen = replace(chosen, images={pool.name: DIGEST for pool in chosen.pools})
    stack = AlpacoStack(app, "Alpaco", settings=chosen)
    template = app.synth().get_stack_by_name(stack.stack_name).template
    return Synthesized(directory / "Alpaco.template.json", template)


@pytest.fixture(scope="session")
def dev() -> Synthesized:
    return synthesize("dev")


@pytest.fixture(scope="session")
def on_demand() -> Synthesized:
    return synthesize("dev", "on_demand")


@pytest.fixture(scope="session")
def prod() -> Synthesized:
    return synthesize("prod")


@pytest.fixture(scope="session")
def local() -> Synthesized:
    """What `make dev` deploys: workers are processes, so there are no images."""
    return synthesize("local", with_images=False)


@pytest.fixture(scope="session")
def local_with_images() -> Synthesized:
    return synthesize("local")
