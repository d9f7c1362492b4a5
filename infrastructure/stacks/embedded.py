"""What the embedded AWS cannot hold: it refuses a whole template for one resource that it does not know.

docs/decisions/0005 tells what AWS does with each.
"""

from __future__ import annotations

from aws_cdk import CfnResource
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

# Nothing that answers a request depends on one of these.
UNKNOWN_TYPES = (
    "AWS::ApplicationAutoScaling::ScalableTarget",
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::Budgets::Budget",
    "AWS::EC2::FlowLog",
)


def remove_unknown(scope: Construct) -> None:
    for resource in scope.node.find_all():
        if isinstance(resource, CfnResource) and _is_unknown(resource):
            parent = resource.node.scope
            assert parent is not None
            parent.node.try_remove_child(resource.node.id)


def _is_unknown(resource: CfnResource) -> bool:
    """A type of the list, or an alarm that is computed from several metrics."""
    is_computed_alarm = isinstance(resource, cloudwatch.CfnAlarm) and resource.metrics is not None
    return is_computed_alarm or resource.cfn_resource_type in UNKNOWN_TYPES
