"""Requests made from the OpenAPI document, right and wrong: no 5xx, answers as described, nothing written if refused.

`FUZZ_EXAMPLES=500 pytest tests/fuzz` goes on for longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import hypothesis
import pytest
import schemathesis
from chalicelib.api.openapi import document
from chalicelib.domain.credentials import new_key
from chalicelib.domain.identity import AuthMode, Scope
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode

from tests.functional.service.cloud import Cloud
from tests.functional.service.conftest import clouded
from tests.functional.service.test_owners import NoExecutions
from tests.fuzz.profile import profile

SCHEMA = schemathesis.openapi.from_dict(document())
OPERATIONS: list[Any] = [result.ok() for result in SCHEMA.get_all_operations()]  # type: ignore[union-attr]  # all are
REFUSED = range(400, 500)
# Examples of each operation and mode, by the mode of authentication.
EXAMPLES = {AuthMode.NONE: 6, AuthMode.KEY: 2}
ENTROPY = bytes(range(40))


@dataclass(frozen=True)
class Fuzzed:
    """A service, and what its callers may say of themselves."""

    cloud: Cloud
    settings: hypothesis.settings
    credentials: SearchStrategy[str]


@pytest.fixture(scope="module", params=list(EXAMPLES), ids=str)
def fuzzed(request: pytest.FixtureRequest) -> Iterator[Fuzzed]:
    with pytest.MonkeyPatch.context() as patch, clouded(patch) as cloud:
        cloud.services.__dict__["generator"] = NoExecutions()
        cloud.import_package("sum")
        variables = cloud.services.config.variables
        assert isinstance(variables, dict)
        variables["AUTH_MODE"] = str(request.param)
        cloud.services.__dict__.pop("identity", None)
        names = st.sampled_from(_keys(cloud)) | st.text(alphabet=st.characters(codec="latin-1", categories=["L", "N"]))
        yield Fuzzed(cloud, profile(EXAMPLES[request.param]), names)


def _keys(cloud: Cloud) -> list[str]:
    """One of each kind that operators make."""
    made = []
    for number, scopes in enumerate([{Scope.GRADE}, {Scope.GENERATE}, {Scope.ADMIN}, set()]):
        entropy = bytes([number]) + ENTROPY[1:32] + bytes([number]) + ENTROPY[33:]
        key, stored_key = new_key(entropy, f"owner-{number}", frozenset(scopes), created_at="2026-11-23T09:30:00Z")
        cloud.services.access.add_key(stored_key)
        made.append(f"Bearer {key}")
    return made


def stored(cloud: Cloud) -> tuple[object, ...]:
    tables = tuple(cloud.count(table) for table in ("problems", "submissions", "jobs", "connections"))
    # Counters of limits and tickets are not about the request; secrets are.
    return (*tables, cloud.keys(""), *(cloud.services.access.webhook_secret(f"owner-{number}") for number in range(4)))


def send(cloud: Cloud, case: Any, credential: str) -> int:
    path = quote(case.formatted_path, safe="/%")
    query = urlencode({k: v for k, v in (case.query or {}).items() if v is not None}, doseq=True)
    headers = {name: str(value) for name, value in (case.headers or {}).items()} | {"Authorization": credential}
    body = None if isinstance(case.body, type(schemathesis.core.NOT_SET)) else case.body
    return cloud.call(case.method, f"{path}?{query}" if query else path, body, **headers).status


def aim(case: Any, data: st.DataObject) -> None:
    """Half of the requests are about a problem that there is."""
    if data.draw(st.booleans()):
        for part in (case.path_parameters, case.body):
            if isinstance(part, dict) and "problem_id" in part:
                part["problem_id"] = "sum"


def varies(operation: Any) -> bool:
    return bool(list(operation.iter_parameters()) or list(operation.body))


CASES = [
    pytest.param(operation, mode, id=f"{operation.label}-{mode.value}")
    for operation in OPERATIONS
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or varies(operation)
]


@pytest.mark.parametrize(("operation", "mode"), CASES)
def test_no_request_breaks_the_service_or_leaves_something_behind(
    fuzzed: Fuzzed, operation: Any, mode: GenerationMode
) -> None:
    cloud = fuzzed.cloud

    @given(data=st.data())
    @fuzzed.settings
    def sent(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode))
        aim(case, data)
        before = stored(cloud)
        status = send(cloud, case, data.draw(fuzzed.credentials))
        assert status < 500
        if status in REFUSED:
            assert stored(cloud) == before

    sent()
