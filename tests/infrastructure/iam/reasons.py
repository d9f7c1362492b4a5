"""What is allowed although no end-to-end run does it, each with the reason.

`principal`, `action` and `resource` are patterns (`*`); a test asks that every entry still matches a grant that no
recorded call needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.infrastructure.iam.policies import Grant


@dataclass(frozen=True)
class Reason:
    principal: str
    action: str
    resource: str
    why: str

    def covers(self, grant: Grant) -> bool:
        return (
            fnmatchcase(grant.principal, self.principal)
            and fnmatchcase(grant.action, self.action)
            and fnmatchcase(grant.resource, self.resource)
        )


_ANY = "*"

REASONS: Sequence[Reason] = (
    Reason(_ANY, "logs:CreateLogStream", _ANY, "Lambda and ECS write logs in the name of the role"),
    Reason(_ANY, "logs:PutLogEvents", _ANY, "Lambda and ECS write logs in the name of the role"),
    Reason("*Machine", "logs:*", "[*]", "Step Functions delivers the log of a machine; it knows no resource"),
    Reason(_ANY, "xray:*", "[*]", "traces are sent by the service, in the name of the role; it knows no resource"),
    Reason("Progress", "sqs:*", "*QueuesProgress", "Lambda polls the queue in the name of the function"),
    Reason("DeadLetter", "sqs:*", "*QueuesJobDeadLetters", "Lambda polls the queue in the name of the function"),
    Reason("Reaper", "sqs:SendMessage", "*EventDeadLetters", "Lambda keeps an event that failed three times"),
    Reason("TaskStopped", "sqs:SendMessage", "*EventDeadLetters", "Lambda keeps an event that failed three times"),
    Reason("Runners*", "ecs:*TaskProtection", _ANY, "through the agent of ECS: tests/functional/service"),
    Reason("start of *", "ecr:*", _ANY, "ECS pulls the image before the task starts"),
)


def reason_for(grant: Grant) -> Reason | None:
    return next((reason for reason in REASONS if reason.covers(grant)), None)
