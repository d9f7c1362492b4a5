"""How many tasks of a pool run: as many as the backlog of its queue needs, within its bounds, by the clock if asked."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_applicationautoscaling as scaling
from aws_cdk import aws_ecs as ecs
from constructs import Construct
from settings import CapacityWindow, Pool

# Waiting jobs per running task at which another one is started.
BACKLOG_PER_TASK = 4
SCALE_IN_COOLDOWN_S = 300
SCALE_OUT_COOLDOWN_S = 30
# With no task at all the backlog itself is the measure, so that a pool wakes up.
_RATIO = "({backlog}) / IF(FILL(running, 0) > 0, FILL(running, 0), 1)"

_WAITING = "ApproximateNumberOfMessagesVisible"

_Policy = scaling.CfnScalingPolicy


class Scaling(Construct):
    """Target tracking on the waiting jobs per running task."""

    def __init__(
        self, scope: Construct, id_: str, *, pool: Pool, service: ecs.FargateService, queue_names: Sequence[str]
    ) -> None:
        super().__init__(scope, id_)
        target = scaling.CfnScalableTarget(
            self,
            "Target",
            service_namespace="ecs",
            scalable_dimension="ecs:service:DesiredCount",
            resource_id=f"service/{service.cluster.cluster_name}/{service.service_name}",
            min_capacity=pool.minimum,
            max_capacity=pool.maximum,
            scheduled_actions=[_scheduled(number, window) for number, window in enumerate(pool.schedule)] or None,
        )
        _Policy(
            self,
            "Policy",
            policy_name=f"backlog-{pool.name}",
            policy_type="TargetTrackingScaling",
            scaling_target_id=target.ref,
            target_tracking_scaling_policy_configuration=_tracking(queue_names, service),
        )


def _scheduled(number: int, window: CapacityWindow) -> scaling.CfnScalableTarget.ScheduledActionProperty:
    return scaling.CfnScalableTarget.ScheduledActionProperty(
        scheduled_action_name=f"window-{number}",
        schedule=f"cron({window.cron})",
        timezone=window.timezone,
        scalable_target_action=scaling.CfnScalableTarget.ScalableTargetActionProperty(
            min_capacity=window.minimum, max_capacity=window.maximum
        ),
    )


def _tracking(
    queue_names: Sequence[str], service: ecs.FargateService
) -> _Policy.TargetTrackingScalingPolicyConfigurationProperty:
    running = {"ClusterName": service.cluster.cluster_name, "ServiceName": service.service_name}
    waiting = {f"backlog{number}": name for number, name in enumerate(queue_names)}
    ratio = _RATIO.format(backlog=" + ".join(f"FILL({id_}, 0)" for id_ in waiting))
    metrics = [
        *(_metric(id_, "AWS/SQS", _WAITING, {"QueueName": name}) for id_, name in waiting.items()),
        _metric("running", "ECS/ContainerInsights", "RunningTaskCount", running),
        _Policy.TargetTrackingMetricDataQueryProperty(id="ratio", expression=ratio, return_data=True),
    ]
    return _Policy.TargetTrackingScalingPolicyConfigurationProperty(
        target_value=BACKLOG_PER_TASK,
        scale_in_cooldown=SCALE_IN_COOLDOWN_S,
        scale_out_cooldown=SCALE_OUT_COOLDOWN_S,
        customized_metric_specification=_Policy.CustomizedMetricSpecificationProperty(metrics=metrics),
    )


def _metric(
    id_: str, namespace: str, name: str, dimensions: dict[str, str]
) -> _Policy.TargetTrackingMetricDataQueryProperty:
    metric = _Policy.TargetTrackingMetricProperty(
        namespace=namespace,
        metric_name=name,
        dimensions=[
            _Policy.TargetTrackingMetricDimensionProperty(name=key, value=value) for key, value in dimensions.items()
        ],
    )
    stat = _Policy.TargetTrackingMetricStatProperty(metric=metric, stat="Average")
    return _Policy.TargetTrackingMetricDataQueryProperty(id=id_, metric_stat=stat, return_data=False)
