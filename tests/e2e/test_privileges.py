"""What all end-to-end tests before this one did, held against what the stack allows: AWS would refuse nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from tests.e2e.harness import Service
from tests.e2e.proof import Proof
from tests.e2e.recorded import Records
from tests.infrastructure.iam.policies import Call, Grant, Template, denied

pytestmark = pytest.mark.docker


@pytest.fixture(scope="module")
def made(service: Service, proof: Proof, records: Records) -> Sequence[Call]:
    """By functions, state machines and workers of all deployments, in order, each once."""
    for platform in (service.platform, proof.service.platform):
        records.look(platform)
    return sorted(records.calls())


@pytest.fixture(scope="module")
def grants(proof: Proof) -> list[Grant]:
    """Of the stack as it was deployed last, with all that grants anything."""
    (template,) = proof.cdk.assembly.glob("*.template.json")
    return Template(json.loads(template.read_text())).grants()


def test_every_call_is_allowed_by_the_stack(made: Sequence[Call], grants: list[Grant]) -> None:
    assert made
    assert denied(made, grants) == []
