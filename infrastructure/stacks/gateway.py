"""What Chalice leaves open of its two APIs: throttles, access logs, and the role that lets API Gateway log at all."""

from __future__ import annotations

import json

from aws_cdk import RemovalPolicy
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct
from settings import AuthMode, Settings

from stacks.application import Application
from stacks.refusals import refusals

_LOG_POLICY = "service-role/AmazonAPIGatewayPushToCloudWatchLogs"
_REST_ENTRY = {
    "request_id": "$context.requestId",
    "route": "$context.resourcePath",
    "method": "$context.httpMethod",
    "status": "$context.status",
    "latency_ms": "$context.responseLatency",
    "bytes": "$context.responseLength",
    "error": "$context.error.message",
}
_WEBSOCKET_ENTRY = {
    "request_id": "$context.requestId",
    "connection_id": "$context.connectionId",
    "route": "$context.routeKey",
    "event": "$context.eventType",
    "status": "$context.status",
    "error": "$context.error.message",
}


class GatewayAccount(Construct):
    """The CloudWatch role of API Gateway: one per account and region, so destroying a stage must not end it."""

    def __init__(self, scope: Construct, id_: str) -> None:
        super().__init__(scope, id_)
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("apigateway.amazonaws.com"),
            managed_policies=[iam.ManagedPolicy.from_aws_managed_policy_name(_LOG_POLICY)],
        )
        self.account = apigateway.CfnAccount(self, "Account", cloud_watch_role_arn=role.role_arn)
        for resource in (role, self.account):
            resource.apply_removal_policy(RemovalPolicy.RETAIN)


class Gateway(Construct):
    """Throttles and access logs for the stages of both APIs."""

    def __init__(self, scope: Construct, id_: str, *, application: Application, settings: Settings) -> None:
        super().__init__(scope, id_)
        self._settings = settings
        self._limit_rest(application)
        self._limit_websocket(application)
        if settings.gateway_account:
            account = GatewayAccount(self, "CloudWatch").account
            for api in ("RestAPI", "WebsocketAPIStage"):
                application.resource(api).node.add_dependency(account)

    def _limit_rest(self, application: Application) -> None:
        api = application.resource("RestAPI")
        method = {"ResourcePath": "/*", "HttpMethod": "*", "MetricsEnabled": True, **self._throttle()}
        api.add_property_override("MethodSettings", [method])
        api.add_property_override("TracingEnabled", True)
        api.add_property_override("GatewayResponses", refusals(signed=self._settings.auth_mode is AuthMode.IAM))
        api.add_property_override("AccessLogSetting", self._access_log("RestAccess", _REST_ENTRY))

    def _limit_websocket(self, application: Application) -> None:
        stage = application.resource("WebsocketAPIStage")
        route = {"DetailedMetricsEnabled": True, **self._throttle()}
        stage.add_property_override("DefaultRouteSettings", route)
        stage.add_property_override("AccessLogSettings", self._access_log("WebsocketAccess", _WEBSOCKET_ENTRY))

    def _throttle(self) -> dict[str, int]:
        return {
            "ThrottlingRateLimit": self._settings.requests_per_second,
            "ThrottlingBurstLimit": self._settings.request_burst,
        }

    def _access_log(self, id_: str, entry: dict[str, str]) -> dict[str, str]:
        group = logs.LogGroup(
            self,
            id_,
            retention=self._settings.log_retention,
            removal_policy=RemovalPolicy.RETAIN if self._settings.keep_data else RemovalPolicy.DESTROY,
        )
        return {"DestinationArn": group.log_group_arn, "Format": json.dumps(entry)}
