"""Requests made from the OpenAPI document, right and wrong: no 5xx, answers as described, nothing written if refused.

`FUZZ_EXAMPLES=500 pytest tests/fuzz` goes on for longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from chalicelib.api.openapi import document
from hypothesis import given
from hypothesis import strategies as st
from schemathesis import GenerationMode

from tests.functional.service.cloud import Cloud
from tests.functional.service.conftest import clouded
from tests.functional.service.test_owners import NoExecutions
from tests.fuzz.profile import profile

SCHEMA = schemathesis.openapi.from_dict(document())
OPERATIONS: list[Any] = [result.ok() for result in SCHEMA.get_all_operations()]  # type: ignore[union-attr]  # all are
PROFILE = profile(6)
REFUSED = range(400, 500)


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    with pytest.MonkeyPatch.context() as patch, clouded(patch) as made:
        made.services.__dict__["generator"] = NoExecutions()
        made.import_package("sum")
        yield made


def stored(cloud: Cloud) -> tuple[object, ...]:
    tables = tuple(cloud.count(table) for table in ("problems", "submissions", "jobs"))
    return (*tables, cloud.keys(""))


def send(cloud: Cloud, case: Any) -> int:
    path = quote(case.formatted_path, safe="/%")
    query = urlencode({k: v for k, v in (case.query or {}).items() if v is not None}, doseq=True)
    headers = {name: str(value) for name, value in (case.headers or {}).items()}
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
    cloud: Cloud, operation: Any, mode: GenerationMode
) -> None:
    @given(data=st.data())
    @PROFILE
    def sent(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode))
        aim(case, data)
        before = stored(cloud)
        status = send(cloud, case)
        assert status < 500
        if status in REFUSED:
            assert stored(cloud) == before

    sent()
