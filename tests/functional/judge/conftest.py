from __future__ import annotations

from collections.abc import Iterator

import pytest
from judge.sandbox import Sandbox, SandboxUnavailable


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """The real sandbox with the two slots that an interactive problem takes."""
    try:
        opened = Sandbox.open(slots=2)
    except SandboxUnavailable as exc:
        pytest.skip(str(exc))
    with opened:
        yield opened
