"""Every distinct call that the end-to-end tests made: `recorded.json`, in order.

A run leaves its calls in `test-output/calls.json`; `python -m tests.infrastructure.iam.recorded` takes those of the
last run in their place. The difference is what a reviewer reads.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tests.infrastructure.iam.policies import Call

PATH = Path(__file__).with_name("recorded.json")
OF_A_RUN = Path("test-output/calls.json")


def read(path: Path = PATH) -> Sequence[Call]:
    """In order."""
    return sorted(Call(*line) for line in json.loads(path.read_text()))


if __name__ == "__main__":
    read(OF_A_RUN)
    PATH.write_text(OF_A_RUN.read_text())
