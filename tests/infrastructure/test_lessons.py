"""The lessons of a first deployment, each a guard here that is shown to fire."""

from __future__ import annotations

import json

import pytest

from tests.infrastructure.conftest import Synthesized


def _runner_subnets(synthesized: Synthesized) -> list[str]:
    (grader,) = [
        item["Properties"]
        for name, item in synthesized.of_type("AWS::StepFunctions::StateMachine").items()
        if "Grader" in name
    ]
    values = grader["DefinitionSubstitutions"]
    return [values["RunnerSubnetA"]["Ref"], values["RunnerSubnetC"]["Ref"]]


def test_tasks_start_in_declared_subnets_of_two_zones(dev: Synthesized) -> None:
    subnets = dev.of_type("AWS::EC2::Subnet")
    zones = [subnets[name]["Properties"]["AvailabilityZone"] for name in _runner_subnets(dev)]
    assert zones == ["ap-northeast-2a", "ap-northeast-2c"]


def test_runner_subnets_lead_nowhere_but_to_endpoints(dev: Synthesized) -> None:
    assert dev.of_type("AWS::EC2::Route") == {}
    assert dev.of_type("AWS::EC2::NatGateway") == {}
    assert dev.of_type("AWS::EC2::InternetGateway") == {}
    services = json.dumps([endpoint["ServiceName"] for endpoint in dev.properties("AWS::EC2::VPCEndpoint")])
    for service in ("s3", "dynamodb", "ecr.api", "ecr.dkr", "logs", "sqs", "states"):
        assert f".{service}" in services


def test_functions_in_the_vpc_reach_the_model_through_gateways_and_runners_still_do_not(
    everything: Synthesized,
) -> None:
    routes = everything.properties("AWS::EC2::Route")
    tables = {json.dumps(route["RouteTableId"]) for route in routes}
    assert len(everything.of_type("AWS::EC2::InternetGateway")) == 1
    assert len(everything.of_type("AWS::EC2::NatGateway")) == 1
    assert len(routes) == len(tables) == 4
    associations = everything.properties("AWS::EC2::SubnetRouteTableAssociation")
    of_runners = [item for item in associations if item["SubnetId"]["Ref"] in _runner_subnets(everything)]
    assert len(of_runners) == 2
    assert not {json.dumps(item["RouteTableId"]) for item in of_runners} & tables
    assert not any(item["MapPublicIpOnLaunch"] for item in everything.properties("AWS::EC2::Subnet"))


def test_functions_in_the_vpc_accept_no_connection(everything: Synthesized) -> None:
    groups = everything.of_type("AWS::EC2::SecurityGroup")
    ((name, group),) = [(name, item["Properties"]) for name, item in groups.items() if "Functions" in name]
    assert "SecurityGroupIngress" not in group
    assert [(rule["FromPort"], rule["ToPort"]) for rule in group["SecurityGroupEgress"]] == [(443, 443)]
    for function in everything.properties("AWS::Serverless::Function"):
        assert function["VpcConfig"]["SecurityGroupIds"] == [{"Fn::GetAtt": [name, "GroupId"]}]
        assert len(function["VpcConfig"]["SubnetIds"]) == 2


def test_functions_run_outside_the_vpc_unless_asked_otherwise(dev: Synthesized) -> None:
    assert all("VpcConfig" not in function for function in dev.properties("AWS::Serverless::Function"))


def test_refused_traffic_is_logged_where_a_setting_asks(dev: Synthesized, prod: Synthesized) -> None:
    assert dev.of_type("AWS::EC2::FlowLog") == {}
    assert prod.only("AWS::EC2::FlowLog")["TrafficType"] == "REJECT"


def test_runners_accept_no_connection(dev: Synthesized) -> None:
    groups = {name: item["Properties"] for name, item in dev.of_type("AWS::EC2::SecurityGroup").items()}
    (runners,) = [group for name, group in groups.items() if "Runners" in name]
    assert "SecurityGroupIngress" not in runners
    assert [(rule["FromPort"], rule["ToPort"]) for rule in runners["SecurityGroupEgress"]] == [(443, 443)]


@pytest.mark.parametrize("api", ["RestAPI", "WebsocketAPIStage"])
def test_gateway_may_log_before_an_api_asks_it_to(dev: Synthesized, api: str) -> None:
    ((account, resource),) = dev.of_type("AWS::ApiGateway::Account").items()
    assert "CloudWatchRoleArn" in resource["Properties"]
    assert resource["DeletionPolicy"] == "Retain"
    assert account in dev.template["Resources"][api]["DependsOn"]
