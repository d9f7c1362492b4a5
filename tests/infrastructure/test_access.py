"""Every route of both APIs has an authorizer or stands on the list of public ones."""

from __future__ import annotations

import copy

from stacks.access import PUBLIC_ROUTES, unprotected_routes

from tests.infrastructure.conftest import Synthesized


def test_every_route_is_protected_or_public(dev: Synthesized, prod: Synthesized) -> None:
    assert unprotected_routes(dev.template) == []
    assert unprotected_routes(prod.template) == []


def test_public_routes_exist_and_say_why(dev: Synthesized) -> None:
    paths = dev.only("AWS::Serverless::Api")["DefinitionBody"]["paths"]
    for route, reason in PUBLIC_ROUTES.items():
        verb, _, path = route.partition(" ")
        assert "security" not in paths[path][verb.lower()]
        assert len(reason) > 20


def test_route_without_an_authorizer_is_found(dev: Synthesized) -> None:
    template = copy.deepcopy(dev.template)
    paths = template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    paths["/secrets"] = {"get": {}, "options": {}}
    del paths["/grade"]["post"]["security"]
    del template["Resources"]["WebsocketConnectRoute"]["Properties"]["AuthorizationType"]
    assert sorted(unprotected_routes(template)) == ["GET /secrets", "POST /grade", "WebSocket $connect"]


def test_one_machine_lets_everybody_in(local: Synthesized) -> None:
    assert "POST /grade" in unprotected_routes(local.template)


def test_signature_is_asked_for_by_the_scheme_of_iam(dev: Synthesized) -> None:
    body = dev.only("AWS::Serverless::Api")["DefinitionBody"]
    assert body["securityDefinitions"]["iam"]["x-amazon-apigateway-authtype"] == "awsSigv4"
    assert body["paths"]["/grade"]["post"]["security"] == [{"iam": []}]
