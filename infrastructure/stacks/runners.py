"""Tasks that run code which we did not write: one task definition per pool, and a service where it is kept warm."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_logs as logs
from constructs import Construct
from settings import Dispatch, Pool, Settings

from stacks.network import Network
from stacks.scaling import Scaling

CONTAINER = "runner"
# Fargate's most; a worker hands back what it cannot finish in that time.
STOP_TIMEOUT_S = 120
GRACE_S = 100
WORK_DIRECTORY = "/tmp"  # noqa: S108 - the container's own, in memory
# The sandbox gives every run a user of its own and ends what that user leaves; nothing else of root's is needed.
DROPPED_CAPABILITIES = [
    ecs.Capability.AUDIT_WRITE,
    ecs.Capability.FSETID,
    ecs.Capability.MKNOD,
    ecs.Capability.NET_BIND_SERVICE,
    ecs.Capability.NET_RAW,
    ecs.Capability.SETFCAP,
    ecs.Capability.SETPCAP,
    ecs.Capability.SYS_CHROOT,
]


class RunnerPool(Construct):
    """`task` runs one worker; `service` keeps some of them running, for what comes through the pool's queue."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        pool: Pool,
        image: str,
        repository: ecr.Repository,
        cluster: ecs.Cluster,
        network: Network,
        environment: Mapping[str, str],
        settings: Settings,
    ) -> None:
        super().__init__(scope, id_)
        self._pool = pool
        self._settings = settings
        self.task = ecs.FargateTaskDefinition(
            self,
            "Task",
            cpu=pool.cpu_units,
            memory_limit_mib=pool.memory_mib,
            runtime_platform=ecs.RuntimePlatform(
                cpu_architecture=ecs.CpuArchitecture.X86_64, operating_system_family=ecs.OperatingSystemFamily.LINUX
            ),
        )
        self._add_container(ecs.ContainerImage.from_ecr_repository(repository, image), environment)
        self.service: ecs.FargateService | None = None
        if settings.dispatch is Dispatch.WARM or pool.name == settings.generation_pool:
            self.service = self._keep_warm(cluster, network)

    def scale(self, *queue_names: str) -> None:
        """Follows the backlog of the queues."""
        if self.service:
            Scaling(self, "Scaling", pool=self._pool, service=self.service, queue_names=queue_names)

    def _add_container(self, image: ecs.ContainerImage, environment: Mapping[str, str]) -> None:
        linux = ecs.LinuxParameters(self, "Linux", init_process_enabled=True)
        linux.drop_capabilities(*DROPPED_CAPABILITIES)
        self.task.add_container(
            CONTAINER,
            image=image,
            command=["worker"],
            environment={**environment, "WORKER_POOLS": self._pool.name, "WORKER_GRACE_S": str(GRACE_S)},
            readonly_root_filesystem=True,
            linux_parameters=linux,
            stop_timeout=Duration.seconds(STOP_TIMEOUT_S),
            logging=ecs.LogDrivers.aws_logs(stream_prefix=self._pool.name, log_group=self._log_group()),
        )
        self._add_work_directory()

    def _add_work_directory(self) -> None:
        """In memory: nothing of a submission ever reaches a disk. Programs are compiled and executed there."""
        task = self.task.node.default_child
        assert isinstance(task, ecs.CfnTaskDefinition)
        tmpfs = [{"ContainerPath": WORK_DIRECTORY, "Size": self._pool.work_mib, "MountOptions": ["exec", "nodev"]}]
        task.add_property_override("ContainerDefinitions.0.LinuxParameters.Tmpfs", tmpfs)

    def _log_group(self) -> logs.LogGroup:
        return logs.LogGroup(
            self,
            "Logs",
            retention=self._settings.log_retention,
            removal_policy=RemovalPolicy.RETAIN if self._settings.keep_data else RemovalPolicy.DESTROY,
        )

    def _keep_warm(self, cluster: ecs.Cluster, network: Network) -> ecs.FargateService:
        return ecs.FargateService(
            self,
            "Service",
            cluster=cluster,
            task_definition=self.task,
            desired_count=self._pool.minimum,
            assign_public_ip=False,
            vpc_subnets=ec2.SubnetSelection(subnets=network.runner_subnets),
            security_groups=[network.runner_security_group],
            circuit_breaker=ecs.DeploymentCircuitBreaker(enable=True, rollback=True),
            min_healthy_percent=100,
            propagate_tags=ecs.PropagatedTagSource.SERVICE,
        )
