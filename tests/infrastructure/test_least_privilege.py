"""Least privilege by record: what end-to-end runs do is allowed, and what is allowed is done or has a reason.

`iam/recorded.json` is what a whole run did; `tests/e2e/test_privileges.py` holds each new run against the policies.
"""

from __future__ import annotations

import copy
from typing import Any

from tests.infrastructure.conftest import Synthesized
from tests.infrastructure.iam import recorded
from tests.infrastructure.iam.policies import Grant, Template, denied, unused
from tests.infrastructure.iam.reasons import REASONS, reason_for

CALLS = recorded.read()


def test_every_recorded_call_is_allowed(grants: list[Grant]) -> None:
    assert denied(CALLS, grants) == []


def test_every_grant_is_used_or_has_a_reason(grants: list[Grant]) -> None:
    assert [grant for grant in unused(grants, CALLS) if reason_for(grant) is None] == []


def test_every_reason_is_needed(grants: list[Grant]) -> None:
    idle = unused(grants, CALLS)
    assert [reason for reason in REASONS if not any(reason.covers(grant) for grant in idle)] == []


def test_no_call_is_missed_when_any_single_grant_is_taken_away(grants: list[Grant]) -> None:
    """Each grant that has no reason is the only one that allows some call: without it, a check fails."""
    for grant in grants:
        if reason_for(grant) is None:
            assert denied(CALLS, [other for other in grants if other != grant]), grant


def test_action_is_missed_when_it_is_taken_out_of_the_template(proven: Synthesized) -> None:
    """The same on the template itself, action by action, so that nothing of it escapes the evaluator."""
    for name, statement, action in _places(proven.template):
        template = copy.deepcopy(proven.template)
        actions = template["Resources"][name]["Properties"]["PolicyDocument"]["Statement"][statement]["Action"]
        left = [item for item in ([actions] if isinstance(actions, str) else actions) if item != action]
        template["Resources"][name]["Properties"]["PolicyDocument"]["Statement"][statement]["Action"] = left
        changed = Template(template).grants()
        lost = set(Template(proven.template).grants()) - set(changed)
        assert lost, (name, action)
        assert denied(CALLS, changed) or all(reason_for(grant) for grant in lost), (name, action)


def _places(template: dict[str, Any]) -> list[tuple[str, int, str]]:
    return [
        (name, number, action)
        for name, item in template["Resources"].items()
        if item["Type"] == "AWS::IAM::Policy"
        for number, statement in enumerate(item["Properties"]["PolicyDocument"]["Statement"])
        for action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])
    ]
