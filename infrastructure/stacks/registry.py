"""Image repositories: one per runner pool, and one for a streaming generator as a Lambda image."""

from __future__ import annotations

from aws_cdk import RemovalPolicy
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_iam as iam
from constructs import Construct
from settings import Settings

KEPT_IMAGES = 20
STREAMING = "generator-streaming"


class Registry(Construct):
    """`pools` by pool name. Repositories outlive the stack: without its image nothing that refers to it could start."""

    def __init__(self, scope: Construct, id_: str, *, settings: Settings) -> None:
        super().__init__(scope, id_)
        self.pools = {pool.name: self._repository(f"Runner-{pool.name}") for pool in settings.pools}
        self.streaming = self._repository(STREAMING)
        self._let_lambda_pull()

    def _repository(self, id_: str) -> ecr.Repository:
        return ecr.Repository(
            self,
            id_,
            image_tag_mutability=ecr.TagMutability.IMMUTABLE,
            image_scan_on_push=True,
            lifecycle_rules=[ecr.LifecycleRule(max_image_count=KEPT_IMAGES)],
            removal_policy=RemovalPolicy.RETAIN,
        )

    def _let_lambda_pull(self) -> None:
        """A function made from an image pulls it again later, as the service: its maker's rights do not help then."""
        statement = iam.PolicyStatement(
            principals=[iam.ServicePrincipal("lambda.amazonaws.com")],
            actions=["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        )
        self.streaming.add_to_resource_policy(statement)
