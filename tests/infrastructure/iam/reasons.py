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
    Reason("DeliverWebhook", "sqs:*Message*", "*QueuesWebhooks", "Lambda polls the queue in the name of the function"),
    Reason("DeliverWebhook", "sqs:GetQueue*", "*QueuesWebhooks", "Lambda polls the queue in the name of the function"),
    Reason("DeliverWebhook", "dynamodb:GetItem", "*TablesAccess", "the owner's secret: tests/functional/service"),
    Reason("RecordVerdict", "sqs:SendMessage", "*QueuesWebhooks", "a verdict with a webhook: tests/functional/service"),
    Reason("MarkJudgeError", "sqs:SendMessage", "*QueuesWebhooks", "the same where judging failed"),
    Reason("Reaper", "sqs:SendMessage", "*QueuesWebhooks", "the same where nobody else told of the end"),
    Reason(
        _ANY, "dynamodb:DeleteItem", "*TablesJobs", "a watcher whose connection is gone (410): tests/unit/generation"
    ),
    Reason(_ANY, "s3:ListBucket", "*StorageBucket", "to be told 404, not 403, of what should be there and is not"),
    Reason("APIHandler", "dynamodb:Query", "*index/by_owner", "GET /submissions of an owner: tests/functional/service"),
    Reason("APIHandler", "execute-api:*", _ANY, "cancel and choose over HTTP while somebody watches: tests/functional"),
    Reason("APIHandler", "s3:GetObject", "*/drafts/[*]", "the report of a generation: tests/functional/generation"),
    Reason("APIHandler", "s3:GetObject", "*/evidence/[*]", "the evidence of a gate: tests/functional/generation"),
    Reason(
        "DeadLetter", "states:SendTaskFailure", "*GeneratorMachine", "a check that no worker can do: tests/functional"
    ),
    Reason("DecideRepair", "s3:PutObject", "*/evidence/[*]", "tests that cannot be made: tests/functional/drafting"),
    Reason("FreezeTests", _ANY, _ANY, "a problem without tests: tests/functional/service/test_grants_of_the_grader.py"),
    Reason("GraderMachine", "lambda:InvokeFunction", "*FreezeTests", "the same"),
    Reason(
        "LoadProblem", "s3:GetObject", "*/languages/[*]", "a language that only runners know: tests/functional/service"
    ),
    Reason(
        "MarkGenerationFailed", _ANY, _ANY, "a generation that breaks off while watched: tests/functional/generation"
    ),
    Reason("MarkJudgeError", "execute-api:*", _ANY, "a watched submission that cannot be judged: tests/faults"),
    Reason("Reaper", "execute-api:*", _ANY, "the same, found by the schedule: tests/faults"),
    Reason("Runners*", "sqs:ChangeMessageVisibility", "*Rejudges*", "a rejudging that takes long: tests/unit/worker"),
    Reason("Runners*", "states:SendTaskFailure", _ANY, "a job that a worker cannot do: tests/faults"),
    Reason("WebsocketMessage", "dynamodb:UpdateItem", "*TablesAccess", "limits of callers: tests/functional/service"),
)


def reason_for(grant: Grant) -> Reason | None:
    return next((reason for reason in REASONS if reason.covers(grant)), None)
