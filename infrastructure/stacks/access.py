"""Who may call: an authorizer for every route, except those of a list that says why everybody may call them.

With API keys or tokens, the app itself asks (chalicelib/api/access.py): docs/decisions/0006 tells why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from aws_cdk import Stack
from aws_cdk.aws_sam import CfnApi
from constructs import Construct
from settings import AuthMode, Settings

from stacks.application import Application

PUBLIC_ROUTES: Mapping[str, str] = {
    "GET /health": "monitors ask it, and it tells nothing but that the service answers",
    "GET /languages": "what can be submitted stands in the documentation as well",
}
# A browser asks with it whether it may send the request that carries credentials.
PREFLIGHT = "options"
IAM_SCHEME = {"type": "apiKey", "name": "Authorization", "in": "header", "x-amazon-apigateway-authtype": "awsSigv4"}

Routes = Mapping[str, Mapping[str, Mapping[str, Any]]]


class Access(Construct):
    """Asks for a signature that IAM allows on every route of both APIs that is not public."""

    def __init__(self, scope: Construct, id_: str, *, application: Application, settings: Settings) -> None:
        super().__init__(scope, id_)
        if settings.auth_mode is AuthMode.IAM:
            self._protect_rest(application)
            # The other routes of a WebSocket API are reached through a connection, which this one let in.
            application.resource("WebsocketConnectRoute").add_property_override("AuthorizationType", "AWS_IAM")

    def _protect_rest(self, application: Application) -> None:
        api = application.resource("RestAPI")
        assert isinstance(api, CfnApi)
        body = Stack.of(self).resolve(api.definition_body)
        body["securityDefinitions"] = {**body.get("securityDefinitions", {}), "iam": IAM_SCHEME}
        for _, method in _open_routes(body["paths"]):
            method["security"] = [{"iam": []}]
        api.definition_body = body


def unprotected_routes(template: Mapping[str, Any]) -> list[str]:
    """The routes of both APIs of a template that have no authorizer and are not public."""
    found = [name for body in _rest_bodies(template) for name, _ in _open_routes(body["paths"])]
    return [*found, *(f"WebSocket {key}" for key in _open_connects(template))]


def _rest_bodies(template: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for item in template["Resources"].values():
        if item["Type"] == "AWS::Serverless::Api":
            yield item["Properties"]["DefinitionBody"]


def _open_routes(paths: Routes) -> Iterator[tuple[str, Any]]:
    for path, methods in paths.items():
        for verb, method in methods.items():
            name = f"{verb.upper()} {path}"
            if verb != PREFLIGHT and name not in PUBLIC_ROUTES and not method.get("security"):
                yield name, method


def _open_connects(template: Mapping[str, Any]) -> Iterator[str]:
    for item in template["Resources"].values():
        route = item["Properties"] if item["Type"] == "AWS::ApiGatewayV2::Route" else {}
        if route.get("RouteKey") == "$connect" and route.get("AuthorizationType", "NONE") == "NONE":
            yield "$connect"
