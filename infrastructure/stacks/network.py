"""Where runners live: two zones, no way out but the endpoints of the AWS services that they need."""

from __future__ import annotations

from dataclasses import dataclass

from aws_cdk import RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs
from constructs import Construct
from settings import Settings

CIDR = "10.40.0.0/16"
INTERFACE_ENDPOINTS = {
    "EcrApi": ec2.InterfaceVpcEndpointAwsService.ECR,
    "EcrDocker": ec2.InterfaceVpcEndpointAwsService.ECR_DOCKER,
    "Logs": ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
    "Queues": ec2.InterfaceVpcEndpointAwsService.SQS,
    "Workflows": ec2.InterfaceVpcEndpointAwsService.STEP_FUNCTIONS,
}


@dataclass(frozen=True)
class FunctionPlace:
    """Where functions stand that run in the VPC."""

    subnet_ids: tuple[str, ...]
    security_group_id: str


class Network(Construct):
    """`runner_subnets`, one per zone, and `runner_security_group`, which nobody may call.

    `function_place` is None unless the functions are to run in the VPC.
    """

    def __init__(self, scope: Construct, id_: str, *, settings: Settings) -> None:
        super().__init__(scope, id_)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=ec2.IpAddresses.cidr(CIDR),
            availability_zones=[f"{settings.region}{zone}" for zone in settings.zones],
            nat_gateways=settings.nat_zones if settings.functions_in_vpc else 0,
            subnet_configuration=_subnets(settings),
        )
        self.runner_subnets = self.vpc.select_subnets(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED).subnets
        self.runner_security_group = self._group("Runners", "Runners: HTTPS to the endpoints only")
        # The subnets have no other route than those to the endpoints; S3 answers on addresses outside the VPC.
        self.runner_security_group.add_egress_rule(ec2.Peer.any_ipv4(), ec2.Port.tcp(443), "HTTPS to the endpoints")
        self.function_place = self._function_place() if settings.functions_in_vpc else None
        self._add_gateway_endpoints()
        self._add_interface_endpoints(settings.endpoint_zones)
        if settings.flow_log:
            self._log_refused_traffic(settings)

    def _group(self, id_: str, description: str) -> ec2.SecurityGroup:
        return ec2.SecurityGroup(self, id_, vpc=self.vpc, allow_all_outbound=False, description=description)

    def _function_place(self) -> FunctionPlace:
        group = self._group("Functions", "Functions: HTTPS to AWS and to the model")
        group.add_egress_rule(ec2.Peer.any_ipv4(), ec2.Port.tcp(443), "HTTPS to AWS and to the model")
        subnets = self.vpc.select_subnets(subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS).subnets
        return FunctionPlace(tuple(subnet.subnet_id for subnet in subnets), group.security_group_id)

    def _add_gateway_endpoints(self) -> None:
        self.vpc.add_gateway_endpoint("S3", service=ec2.GatewayVpcEndpointAwsService.S3)
        self.vpc.add_gateway_endpoint("DynamoDb", service=ec2.GatewayVpcEndpointAwsService.DYNAMODB)

    def _add_interface_endpoints(self, zones: int) -> None:
        group = self._group("Endpoints", "Endpoints: HTTPS from the VPC")
        group.add_ingress_rule(ec2.Peer.ipv4(CIDR), ec2.Port.tcp(443), "HTTPS from the runners")
        for name, service in INTERFACE_ENDPOINTS.items():
            self.vpc.add_interface_endpoint(
                name,
                service=service,
                open=False,
                security_groups=[group],
                subnets=ec2.SubnetSelection(subnets=self.runner_subnets[:zones]),
            )

    def _log_refused_traffic(self, settings: Settings) -> None:
        group = logs.LogGroup(
            self,
            "Refused",
            retention=settings.log_retention,
            removal_policy=RemovalPolicy.RETAIN if settings.keep_data else RemovalPolicy.DESTROY,
        )
        self.vpc.add_flow_log(
            "FlowLog",
            destination=ec2.FlowLogDestination.to_cloud_watch_logs(group),
            traffic_type=ec2.FlowLogTrafficType.REJECT,
        )


def _subnets(settings: Settings) -> list[ec2.SubnetConfiguration]:
    """The runners' come first: what is added by a setting later takes addresses behind theirs."""
    subnets = [ec2.SubnetConfiguration(name="Runners", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=20)]
    if settings.public_subnets:
        public = ec2.SubnetConfiguration(
            name="Public", subnet_type=ec2.SubnetType.PUBLIC, cidr_mask=24, map_public_ip_on_launch=False
        )
        subnets.append(public)
    if settings.functions_in_vpc:
        private = ec2.SubnetConfiguration(
            name="Functions", subnet_type=ec2.SubnetType.PRIVATE_WITH_EGRESS, cidr_mask=20
        )
        subnets.append(private)
    return subnets
