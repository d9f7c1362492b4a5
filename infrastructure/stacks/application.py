"""The Chalice app as part of the stack: one role, one log group and own sizes per function."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from aws_cdk import CfnResource, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk.aws_sam import CfnFunction
from chalice.cdk import Chalice
from constructs import Construct
from settings import Settings

from stacks.functions import FUNCTIONS, FunctionSettings, reserved
from stacks.network import FunctionPlace

RUNTIME = Path(__file__).resolve().parents[2] / "runtime"
# Chalice insists on a role when it may not make one; each function's own role takes its place before synthesis.
PLACEHOLDER_ROLE = "arn:aws:iam::000000000000:role/replaced-by-the-role-of-each-function"
# Chalice deploys both APIs to the stage of this name.
API_STAGE = "api"


class UnknownFunction(ValueError):
    """The app and the table of functions disagree."""


class Application(Construct):
    """`roles` by function name; `rest_api` and `websocket_api` are the two APIs."""

    def __init__(self, scope: Construct, id_: str, *, settings: Settings) -> None:
        super().__init__(scope, id_)
        self._settings = settings
        self._chalice = _package(self, settings.region)
        self._check_function_names()
        self.roles = {name: self._own_role(name) for name in FUNCTIONS}
        for name, function in FUNCTIONS.items():
            self._configure(name, function)
        self._set_concurrency(settings.concurrency)
        self.rest_api = self.resource("RestAPI")
        self.websocket_api = self.resource("WebsocketAPI")
        self._name_apis()
        self._deploy_every_websocket_change()

    def resource(self, name: str) -> CfnResource:
        resource: CfnResource = self._chalice.get_resource(name)
        return resource

    def function_arn(self, name: str) -> str:
        return self.resource(name).get_att("Arn").to_string()

    def set_environment(self, name: str, variables: Mapping[str, str]) -> None:
        self.resource(name).add_property_override("Environment.Variables", dict(variables))

    @property
    def rest_url(self) -> str:
        return f"https://{self.rest_host}/{API_STAGE}"

    @property
    def rest_host(self) -> str:
        return self._host(self.rest_api)

    @property
    def websocket_endpoint(self) -> str:
        """Where frames are posted to connections."""
        return f"https://{self._host(self.websocket_api)}/{API_STAGE}"

    @property
    def websocket_url(self) -> str:
        return f"{self.websocket_origin}/{API_STAGE}"

    @property
    def websocket_origin(self) -> str:
        return f"wss://{self._host(self.websocket_api)}"

    def _host(self, api: CfnResource) -> str:
        stack = Stack.of(self)
        return f"{api.ref}.execute-api.{stack.region}.{stack.url_suffix}"

    def _check_function_names(self) -> None:
        children = self._chalice.sam_template.node.children
        packaged = {child.node.id for child in children if isinstance(child, CfnFunction)}
        if packaged != set(FUNCTIONS):
            differing = ", ".join(sorted(packaged ^ set(FUNCTIONS)))
            raise UnknownFunction(f"runtime/app.py and stacks/functions.py must name the same functions: {differing}")

    def _own_role(self, name: str) -> iam.Role:
        return iam.Role(self, f"{name}Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))

    def _configure(self, name: str, function: FunctionSettings) -> None:
        resource = self.resource(name)
        group = self._log_group(name)
        group.grant_write(self.roles[name])
        overrides = {
            "Role": self.roles[name].role_arn,
            "MemorySize": function.memory_mib,
            "Timeout": function.timeout_s,
            "LoggingConfig": {"LogGroup": group.log_group_name, "LogFormat": "JSON"},
            "Tracing": "Active",
        }
        for key, value in overrides.items():
            resource.add_property_override(key, value)

    def _set_concurrency(self, whole: int) -> None:
        self.reserved_concurrency = reserved(whole)
        for name, number in self.reserved_concurrency.items():
            self.resource(name).add_property_override("ReservedConcurrentExecutions", number)

    def place(self, place: FunctionPlace) -> None:
        """Has every function run in the VPC."""
        configuration = {"SubnetIds": list(place.subnet_ids), "SecurityGroupIds": [place.security_group_id]}
        for name in FUNCTIONS:
            self.resource(name).add_property_override("VpcConfig", configuration)

    def run_from_image(self, name: str, uri: str) -> None:
        """Has a function run from a container image, which holds the same app, instead of from the zip."""
        resource = self.resource(name)
        assert isinstance(resource, CfnFunction)
        command = [str(resource.handler)]
        for key in ("CodeUri", "Handler", "Runtime"):
            resource.add_property_deletion_override(key)
        overrides = {"PackageType": "Image", "ImageUri": uri, "ImageConfig": {"Command": command}}
        for key, value in overrides.items():
            resource.add_property_override(key, value)

    def keep_lost_events(self, name: str, queue_arn: str) -> None:
        """What a function could not handle in three attempts, where nobody waits for its answer."""
        self.resource(name).add_property_override("DeadLetterQueue", {"Type": "SQS", "TargetArn": queue_arn})

    def _log_group(self, name: str) -> logs.LogGroup:
        return logs.LogGroup(
            self,
            f"{name}Logs",
            retention=self._settings.log_retention,
            removal_policy=RemovalPolicy.RETAIN if self._settings.keep_data else RemovalPolicy.DESTROY,
        )

    def _name_apis(self) -> None:
        """After the stage: two stages may live in one account, and metrics know APIs by name."""
        for api in (self.rest_api, self.websocket_api):
            api.add_property_override("Name", self.api_name)

    @property
    def api_name(self) -> str:
        return self._settings.stack_name

    def _deploy_every_websocket_change(self) -> None:
        """Chalice's deployment has a fixed name: a changed route would never be deployed."""
        stage = self.resource("WebsocketAPIStage")
        stage.add_property_deletion_override("DeploymentId")
        stage.add_property_override("AutoDeploy", True)
        self._chalice.sam_template.node.try_remove_child("WebsocketAPIDeployment")


def _package(scope: Construct, region: str) -> Chalice:
    stage_config = {"manage_iam_role": False, "iam_role_arn": PLACEHOLDER_ROLE, "autogen_policy": False}
    # The construct packages below the working directory and leaves it there; what it needs later, it has copied.
    with TemporaryDirectory() as directory, contextlib.chdir(directory), _alone(), _region_of_packaging(region):
        return Chalice(scope, "Chalice", source_dir=str(RUNTIME), stage_config=stage_config)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Chalice keeps its zip beside the app and takes one that is there, even if another process still writes it."""
    with (RUNTIME / ".chalice" / "config.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _region_of_packaging(region: str) -> Iterator[None]:
    """Chalice asks boto for a region, which a machine without an AWS profile does not have; it takes no argument."""
    before = os.environ.get("AWS_DEFAULT_REGION")
    os.environ["AWS_DEFAULT_REGION"] = region
    try:
        yield
    finally:
        if before is None:
            del os.environ["AWS_DEFAULT_REGION"]
        else:
            os.environ["AWS_DEFAULT_REGION"] = before
