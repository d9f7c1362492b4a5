from __future__ import annotations

from collections.abc import Iterator

import pytest
from judge.sandbox import Sandbox

from tests.sandboxes import open_or_skip


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """The real sandbox with the two slots that an interactive problem takes."""
    with open_or_skip(slots=2) as opened:
        yield opened
