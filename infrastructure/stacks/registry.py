"""Image repositories: one per runner pool, one for the jobs of generations, one for the function behind the model."""

from __future__ import annotations

from aws_cdk import RemovalPolicy
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_iam as iam
from constructs import Construct
from settings import GENERATOR_POOL, STREAMING_IMAGE, Settings

KEPT_IMAGES = 20


class Registry(Construct):
    """`pools` by pool name. Repositories outlive the stack: without its image nothing that refers to it could start."""

    def __init__(self, scope: Construct, id_: str, *, settings: Settings) -> None:
        super().__init__(scope, id_)
        self._stack_name = settings.stack_name
        names = dict.fromkeys([*(pool.name for pool in settings.pools), GENERATOR_POOL])
        self.pools = {name: self._repository(f"Runner-{name}", name) for name in names}
        self.streaming = self._repository(STREAMING_IMAGE, STREAMING_IMAGE)
        self._let_lambda_pull()

    @property
    def all(self) -> dict[str, ecr.Repository]:
        """By the image that each is for."""
        return {**self.pools, STREAMING_IMAGE: self.streaming}

    def _repository(self, id_: str, image: str) -> ecr.Repository:
        return ecr.Repository(
            self,
            id_,
            # A name of its own makes what a destroyed stack left behind known to the next one, which then adopts it.
            repository_name=f"{self._stack_name}/{image}",
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
