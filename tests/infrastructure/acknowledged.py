"""What cdk-nag says of the stack and we leave as it is, each with the reason.

`rule` matches a whole finding (`AwsSolutions-IAM5[Resource::...]`), `where` a part of the resource's path.
A test asks that every entry still matches something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Acknowledged:
    rule: str
    where: str
    reason: str

    def covers(self, rule: str, where: str) -> bool:
        return re.fullmatch(self.rule, rule) is not None and re.search(self.where, where) is not None


_IAM5 = r"AwsSolutions-IAM5\[Resource::{}\]"
_DEV_CLEANER = "CustomS3AutoDeleteObjects"
_UPLOADER = "CDKBucketDeployment"

ACKNOWLEDGED = (
    Acknowledged(
        _IAM5.format(r"\*"),
        "Role",
        "actions that know no resource: test_template lists each of them with who needs it",
    ),
    Acknowledged(
        _IAM5.format(r"<StorageBucket\w+\.Arn>/(code|drafts|evidence|languages|packages|results|tests|uploads)/\*"),
        "Role",
        "objects of one prefix: their names are ids and hashes, which are not known beforehand",
    ),
    Acknowledged(
        _IAM5.format(r"arn:.*:ecs:.*:task-definition/\w+:\*"),
        "(Grader|Generator)",
        "every revision: an execution in flight while the stack is updated still names the one before",
    ),
    Acknowledged(
        _IAM5.format(r"arn:.*:ecs:.*:task/<ClusterRunners\w+>/\*"),
        "Runners",
        "a task protects itself from being scaled in; its id is given when it starts",
    ),
    Acknowledged(
        _IAM5.format(r"arn:.*:execute-api:.*/api/POST/@connections/\*"),
        "Role",
        "frames are posted to connections, whose ids are given when clients connect",
    ),
    Acknowledged(
        _IAM5.format(r"arn:.*:states:.*:execution:<(Grader|Generator)Machine\w+\.Name>:\*"),
        "Role",
        "executions are named after submissions and jobs",
    ),
    Acknowledged(
        r"AwsSolutions-IAM4\[Policy::.*/AmazonAPIGatewayPushToCloudWatchLogs\]",
        "CloudWatch",
        "the policy that AWS documents for the account-wide role; it can only write logs",
    ),
    Acknowledged(
        r"AwsSolutions-IAM4\[Policy::.*/AWSLambdaBasicExecutionRole\]",
        _DEV_CLEANER,
        "a part of the CDK that empties the bucket when a development stack is destroyed; it can only write logs",
    ),
    Acknowledged(
        "AwsSolutions-S1", "Bucket", "every reader and writer is a role of ours, whose calls CloudTrail holds"
    ),
    Acknowledged(
        "AwsSolutions-IAM5.*|AwsSolutions-IAM4.*|Serverless-LambdaTracing",
        _UPLOADER,
        "a part of the CDK that copies the page from the assets into its bucket; it reaches these two and its logs",
    ),
    Acknowledged(
        "AwsSolutions-CFR[123]",
        "Page/Distribution|PageDistribution",
        "a page without secrets; logs, a web ACL and limits by country cost more than the page and are set by hand",
    ),
    Acknowledged(
        "AwsSolutions-CFR4",
        "Page/Distribution|PageDistribution",
        "the oldest version of TLS can be chosen with a domain and certificate of one's own alone",
    ),
    Acknowledged(
        "AwsSolutions-SF1", "Machine", "all events would hold the states' data; errors alone are logged, without it"
    ),
    Acknowledged(
        "AwsSolutions-SMG4", "ModelKey", "the key is made by the model's provider, who has no rotation to call"
    ),
    Acknowledged("AwsSolutions-ECS2", "Task", "the variables are names and addresses; no secret is among them"),
    Acknowledged(
        "AwsSolutions-APIG1|Serverless-APIGW(AccessLogging|DefaultThrottling)",
        "WebsocketAPIStage",
        "set by an override, which cdk-nag does not see; test_template asserts both",
    ),
    Acknowledged(
        "AwsSolutions-APIG4",
        "Websocket(Connect|Message|Disconnect)Route",
        "$connect is authorized, by an override that cdk-nag does not see; the others need a connection first",
    ),
    Acknowledged(
        "AwsSolutions-APIG2", "RestAPI", "bodies are validated by the function, which says which field is at fault"
    ),
    Acknowledged(
        "AwsSolutions-APIG3",
        "RestAPI",
        "callers are known and throttled; a web ACL ($5 a month and more) can be put before the stage by hand",
    ),
    Acknowledged(
        "AwsSolutions-APIG6", "RestAPI", "the access log says what failed; execution logs could hold users' code"
    ),
    Acknowledged(
        "AwsSolutions-L1|Serverless-LambdaLatestVersion",
        "",
        "the runtime is that of the Python which packages the app: the one that the tests ran on",
    ),
    Acknowledged(
        "Serverless-LambdaDLQ",
        "",
        "who calls it gets its error and tries again; Reaper and TaskStopped, whom nobody waits for, have one",
    ),
    Acknowledged("Serverless-LambdaTracing", _DEV_CLEANER, "runs once, when a development stack is destroyed"),
    Acknowledged(
        "AwsSolutions-SQS3|Serverless-SQSRedrivePolicy", "DeadLetters", "these are the dead-letter queues themselves"
    ),
    Acknowledged(
        "Serverless-LambdaEventSourceMappingDestination",
        "Messages",
        "what fails goes back to its queue, and from there to the queue's dead letters, which an alarm watches",
    ),
    Acknowledged(
        "Serverless-SNSRedrivePolicy", "Topic", "an e-mail address takes no redrive; the alarm is on the dashboard"
    ),
)
