"""The list of all grants, as it was last looked at: `granted.json`, by principal and resource.

Whoever changes a permission brings it up to date with `python -m tests.infrastructure.iam.granted`; the difference is
what a reviewer reads.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.infrastructure.iam.policies import Grant

PATH = Path(__file__).with_name("granted.json")


def read() -> list[Grant]:
    """In order."""
    listed: dict[str, dict[str, list[str]]] = json.loads(PATH.read_text())
    return sorted(
        _grant(principal, resource, action)
        for principal, resources in listed.items()
        for resource, actions in resources.items()
        for action in actions
    )


def _grant(principal: str, resource: str, action: str) -> Grant:
    name, _, passed_to = action.partition(" to ")
    return Grant(principal, name, resource, passed_to)


def text(grants: Iterable[Grant]) -> str:
    """The list as it is kept: one line per principal and resource."""
    listed: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for grant in sorted(grants):
        passed = f" to {grant.passed_to}" if grant.passed_to else ""
        listed[grant.principal][grant.resource].append(f"{grant.action}{passed}")
    blocks = [
        f"  {json.dumps(principal)}: {{\n{_lines(resources)}\n  }}" for principal, resources in sorted(listed.items())
    ]
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def _lines(resources: dict[str, list[str]]) -> str:
    return ",\n".join(f"    {json.dumps(name)}: {json.dumps(actions)}" for name, actions in sorted(resources.items()))


if __name__ == "__main__":
    from tests.infrastructure.conftest import proven_settings, synthesized
    from tests.infrastructure.iam.policies import Template

    PATH.write_text(text(Template(synthesized(proven_settings()).template).grants()))
