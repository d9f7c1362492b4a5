"""Where runner tasks are started."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_logs as logs
from constructs import Construct
from settings import Settings

from stacks.network import Network


class Cluster(Construct):
    """`cluster` of Fargate tasks."""

    def __init__(self, scope: Construct, id_: str, *, network: Network, settings: Settings) -> None:
        super().__init__(scope, id_)
        self.cluster = ecs.Cluster(
            self, "Runners", vpc=network.vpc, container_insights_v2=ecs.ContainerInsights.ENABLED
        )
        # ECS would make this group itself, and keep what is in it for ever.
        logs.LogGroup(
            self,
            "Insights",
            log_group_name=f"/aws/ecs/containerinsights/{self.cluster.cluster_name}/performance",
            retention=settings.log_retention,
            removal_policy=RemovalPolicy.DESTROY,
        )
