"""What all end-to-end tests before this one did, held against what the stack allows: no more, and nothing in vain."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.e2e.harness import Service
from tests.e2e.proof import Proof
from tests.e2e.recorded import Records
from tests.infrastructure.iam.policies import Call, Grant, Template, denied, unused
from tests.infrastructure.iam.reasons import REASONS, reason_for

pytestmark = pytest.mark.docker
HERE = Path(__file__).parent


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


@pytest.fixture
def _whole(request: pytest.FixtureRequest) -> None:
    """What was not tried cannot have been needed."""
    ran = {item.path for item in request.session.items}
    missing = [path.name for path in sorted(HERE.glob("test_*.py")) if path not in ran]
    if missing:
        pytest.skip(f"these did not run: {', '.join(missing)}")


def test_every_call_is_allowed_by_the_stack(made: Sequence[Call], grants: list[Grant]) -> None:
    assert denied(made, grants) == []


@pytest.mark.usefixtures("_whole")
def test_every_permission_was_needed_or_has_a_reason(made: Sequence[Call], grants: list[Grant]) -> None:
    assert [grant for grant in unused(grants, made) if reason_for(grant) is None] == []


@pytest.mark.usefixtures("_whole")
def test_every_reason_is_needed(made: Sequence[Call], grants: list[Grant]) -> None:
    idle = unused(grants, made)
    assert [reason for reason in REASONS if not any(reason.covers(grant) for grant in idle)] == []


@pytest.mark.usefixtures("_whole")
def test_call_is_refused_when_any_single_permission_is_taken_away(made: Sequence[Call], grants: list[Grant]) -> None:
    """Each that has no reason is the only one that allows some call."""
    for grant in grants:
        if reason_for(grant) is None:
            assert denied(made, [other for other in grants if other != grant]), grant
