"""Runner tasks: how they are confined, started, kept warm, and what their role may do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stacks.embedded import UNKNOWN_TYPES
from stacks.functions import FUNCTIONS
from stacks.registry import KEPT_IMAGES

from tests.infrastructure.conftest import DIGEST, Synthesized

ROOT = Path(__file__).parents[2]


def _container(synthesized: Synthesized) -> dict[str, Any]:
    (container,) = synthesized.only("AWS::ECS::TaskDefinition")["ContainerDefinitions"]
    return dict(container)


def test_container_can_write_only_to_its_memory(dev: Synthesized) -> None:
    container = _container(dev)
    assert container["ReadonlyRootFilesystem"] is True
    (tmpfs,) = container["LinuxParameters"]["Tmpfs"]
    assert (tmpfs["ContainerPath"], tmpfs["MountOptions"]) == ("/tmp", ["exec", "nodev"])
    assert "Privileged" not in container


def test_container_keeps_only_the_capabilities_that_the_sandbox_needs(dev: Synthesized) -> None:
    capabilities = _container(dev)["LinuxParameters"]["Capabilities"]
    assert "Add" not in capabilities
    needed = {"CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "SETGID", "SETUID"}
    docker_gives = needed | {"AUDIT_WRITE", "FSETID", "MKNOD", "NET_BIND_SERVICE", "NET_RAW", "SETFCAP", "SETPCAP"}
    assert (docker_gives | {"SYS_CHROOT"}) - set(capabilities["Drop"]) == needed


def test_image_is_named_by_digest(dev: Synthesized) -> None:
    assert json.dumps(_container(dev)["Image"]).count(f"@{DIGEST}") == 1
    assert ":latest" not in json.dumps(dev.template)


def test_worker_is_told_its_queue_and_has_time_to_hand_its_job_back(dev: Synthesized) -> None:
    container = _container(dev)
    variables = {item["Name"]: item["Value"] for item in container["Environment"]}
    assert {
        "BUCKET",
        "JOB_QUEUE_URLS",
        "REJUDGE_QUEUE_URLS",
        "PROGRESS_QUEUE_URL",
        "WORKER_POOLS",
        "WORKER_GRACE_S",
    } == set(variables)
    assert float(variables["WORKER_GRACE_S"]) < container["StopTimeout"] <= 120
    assert container["Name"] == "runner", "the state machine overrides the environment of the container of this name"


def test_tasks_have_no_public_address(dev: Synthesized) -> None:
    network = dev.only("AWS::ECS::Service")["NetworkConfiguration"]["AwsvpcConfiguration"]
    assert network["AssignPublicIp"] == "DISABLED"
    assert len(network["Subnets"]) == 2


def test_failed_deployment_of_a_pool_is_rolled_back(dev: Synthesized) -> None:
    deployment = dev.only("AWS::ECS::Service")["DeploymentConfiguration"]
    assert deployment["DeploymentCircuitBreaker"] == {"Enable": True, "Rollback": True}
    assert deployment["MinimumHealthyPercent"] == 100


def test_pools_grow_with_their_backlog_within_their_bounds(prod: Synthesized) -> None:
    bounds = sorted(
        (target["MinCapacity"], target["MaxCapacity"])
        for target in prod.properties("AWS::ApplicationAutoScaling::ScalableTarget")
    )
    assert bounds == [(1, 5), (2, 20)]
    for policy in prod.properties("AWS::ApplicationAutoScaling::ScalingPolicy"):
        metrics = policy["TargetTrackingScalingPolicyConfiguration"]["CustomizedMetricSpecification"]["Metrics"]
        names = [item["MetricStat"]["Metric"]["MetricName"] for item in metrics if "MetricStat" in item]
        # The second queue is that of what may wait: a pool wakes up for it too.
        assert names == [*["ApproximateNumberOfMessagesVisible"] * 2, "RunningTaskCount"]
        [ratio] = [item for item in metrics if item["ReturnData"]]
        assert "FILL(backlog0, 0) + FILL(backlog1, 0)" in ratio["Expression"]


def test_embedded_aws_gets_all_types_but_those_of_one_list(prod: Synthesized, local_with_images: Synthesized) -> None:
    def types(synthesized: Synthesized) -> set[str]:
        return {item["Type"] for item in synthesized.template["Resources"].values()}

    assert UNKNOWN_TYPES == (
        "AWS::ApplicationAutoScaling::ScalableTarget",
        "AWS::ApplicationAutoScaling::ScalingPolicy",
        "AWS::Budgets::Budget",
        "AWS::EC2::FlowLog",
    )

    record = (ROOT / "docs/decisions/0005-types-the-embedded-aws-does-not-know.md").read_text()
    assert all(f"| `{type_}` |" in record for type_ in UNKNOWN_TYPES)
    # The policies of bucket and queues say only that TLS is needed, which the embedded AWS does not speak.
    only_tls = {"AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy"}
    assert types(prod) - types(local_with_images) == {*UNKNOWN_TYPES, *only_tls}
    assert types(local_with_images) <= types(prod)


def test_embedded_aws_gets_no_alarm_that_is_computed_from_several_metrics(
    dev: Synthesized, local_with_images: Synthesized
) -> None:
    missing = set(dev.of_type("AWS::CloudWatch::Alarm")) - set(local_with_images.of_type("AWS::CloudWatch::Alarm"))
    assert len(missing) == 7
    assert all("Metrics" in dev.template["Resources"][name]["Properties"] for name in missing)


def test_repositories_are_kept_immutable_and_scanned(dev: Synthesized) -> None:
    repositories = dev.of_type("AWS::ECR::Repository")
    names = {repository["Properties"]["RepositoryName"] for repository in repositories.values()}
    assert names == {f"alpaco-dev/{name}" for name in ("main", "generator", "generator-streaming")}
    for repository in repositories.values():
        assert repository["DeletionPolicy"] == repository["UpdateReplacePolicy"] == "Retain"
        assert repository["Properties"]["ImageTagMutability"] == "IMMUTABLE"
        assert repository["Properties"]["ImageScanningConfiguration"] == {"ScanOnPush": True}
        assert f'"countNumber":{KEPT_IMAGES}' in repository["Properties"]["LifecyclePolicy"]["LifecyclePolicyText"]


def test_lambda_may_pull_the_streaming_image_again(dev: Synthesized) -> None:
    policies = [item.get("RepositoryPolicyText") for item in dev.properties("AWS::ECR::Repository")]
    (policy,) = [policy for policy in policies if policy]
    (statement,) = policy["Statement"]
    assert statement["Principal"] == {"Service": "lambda.amazonaws.com"}
    assert set(statement["Action"]) == {"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}


def _statements(synthesized: Synthesized, part_of_name: str) -> list[dict[str, Any]]:
    (policy,) = [item for name, item in synthesized.of_type("AWS::IAM::Policy").items() if part_of_name in name]
    return list(policy["Properties"]["PolicyDocument"]["Statement"])


def test_worker_reaches_no_table_and_no_other_part_of_the_service(dev: Synthesized) -> None:
    services = {
        action.partition(":")[0]
        for statement in _statements(dev, "RunnersmainTaskTaskRole")
        for action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])
    }
    assert services == {"s3", "sqs", "states", "ecs"}
    actions = json.dumps(_statements(dev, "RunnersmainTaskTaskRole"))
    assert "ecs:UpdateTaskProtection" in actions
    assert "ecs:RunTask" not in actions


def test_pool_keeps_within_other_bounds_by_the_clock(everything: Synthesized) -> None:
    (action,) = everything.only("AWS::ApplicationAutoScaling::ScalableTarget")["ScheduledActions"]
    assert (action["Schedule"], action["Timezone"]) == ("cron(0 9 ? * MON-FRI *)", "Asia/Seoul")
    assert action["ScalableTargetAction"] == {"MinCapacity": 5, "MaxCapacity": 9}


def test_grader_starts_tasks_only_where_asked_to_and_passes_roles_to_ecs_alone(
    dev: Synthesized, everything: Synthesized
) -> None:
    assert "ecs:RunTask" not in json.dumps(_statements(dev, "GraderMachineRole"))
    statements = {json.dumps(item["Action"]): item for item in _statements(everything, "GraderMachineRole")}
    assert statements['"ecs:RunTask"']["Resource"] != "*"
    passing = statements['"iam:PassRole"']
    assert passing["Condition"] == {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}
    assert len(passing["Resource"]) == 4


def test_generations_find_a_warm_pool_also_where_submissions_get_tasks_of_their_own(
    prod: Synthesized, everything: Synthesized
) -> None:
    assert len(prod.of_type("AWS::ECS::Service")) == 2
    assert len(everything.of_type("AWS::ECS::Service")) == 1
    variables = everything.template["Resources"]["LoadProblem"]["Properties"]["Environment"]["Variables"]
    assert variables["DISPATCH_MODE"] == "on_demand"
    assert "main" in json.dumps(variables["TASK_DEFINITIONS"])


def test_every_variable_of_a_function_is_one_that_it_declares(dev: Synthesized) -> None:
    for name, function in FUNCTIONS.items():
        variables = set(dev.template["Resources"][name]["Properties"]["Environment"]["Variables"])
        assert variables == {"ALPACO_STAGE", "LOG_LEVEL", *function.variables.split()}
