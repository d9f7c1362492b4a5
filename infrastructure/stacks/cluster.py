"""Where runner tasks are started."""

from aws_cdk import aws_ecs as ecs
from constructs import Construct

from stacks.network import Network


class Cluster(Construct):
    """`cluster` of Fargate tasks."""

    def __init__(self, scope: Construct, id_: str, *, network: Network) -> None:
        super().__init__(scope, id_)
        self.cluster = ecs.Cluster(
            self, "Runners", vpc=network.vpc, container_insights_v2=ecs.ContainerInsights.ENABLED
        )
