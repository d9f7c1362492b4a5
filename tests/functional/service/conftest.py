from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import app as chalice_app
import pytest
from chalice.test import Client
from moto import mock_aws

from tests.functional.service.cloud import REGION, Cloud, make_cloud

NO_OP = json.dumps({"StartAt": "End", "States": {"End": {"Type": "Succeed"}}})


@contextmanager
def clouded(patch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """The service on moto, with a grader that ends at once."""
    patch.setenv("AWS_DEFAULT_REGION", REGION)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        patch.setenv(name, "testing")
    patch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws(), Client(chalice_app.app) as http:
        made = make_cloud(http, NO_OP)
        patch.setattr(chalice_app, "services", lambda: made.services)
        yield made


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    with clouded(monkeypatch) as made:
        yield made
