"""Where runners live: two zones, no way out but the endpoints of the AWS services that they need."""

from aws_cdk import aws_ec2 as ec2
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


class Network(Construct):
    """`runner_subnets`, one per zone, and `runner_security_group`, which nobody may call."""

    def __init__(self, scope: Construct, id_: str, *, settings: Settings) -> None:
        super().__init__(scope, id_)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=ec2.IpAddresses.cidr(CIDR),
            availability_zones=[f"{settings.region}{zone}" for zone in settings.zones],
            nat_gateways=0,
            subnet_configuration=[
                ec2.SubnetConfiguration(name="Runners", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=20)
            ],
        )
        self.runner_subnets = self.vpc.select_subnets(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED).subnets
        self.runner_security_group = self._runner_security_group()
        self._add_gateway_endpoints()
        self._add_interface_endpoints(settings.endpoint_zones)

    def _runner_security_group(self) -> ec2.SecurityGroup:
        group = ec2.SecurityGroup(
            self, "Runners", vpc=self.vpc, allow_all_outbound=False, description="Runners: HTTPS to the endpoints only"
        )
        # The subnets have no other route than those to the endpoints; S3 answers on addresses outside the VPC.
        group.add_egress_rule(ec2.Peer.any_ipv4(), ec2.Port.tcp(443), "HTTPS to the endpoints")
        return group

    def _add_gateway_endpoints(self) -> None:
        self.vpc.add_gateway_endpoint("S3", service=ec2.GatewayVpcEndpointAwsService.S3)
        self.vpc.add_gateway_endpoint("DynamoDb", service=ec2.GatewayVpcEndpointAwsService.DYNAMODB)

    def _add_interface_endpoints(self, zones: int) -> None:
        group = ec2.SecurityGroup(
            self, "Endpoints", vpc=self.vpc, allow_all_outbound=False, description="Endpoints: HTTPS from the VPC"
        )
        group.add_ingress_rule(ec2.Peer.ipv4(CIDR), ec2.Port.tcp(443), "HTTPS from the runners")
        for name, service in INTERFACE_ENDPOINTS.items():
            self.vpc.add_interface_endpoint(
                name,
                service=service,
                open=False,
                security_groups=[group],
                subnets=ec2.SubnetSelection(subnets=self.runner_subnets[:zones]),
            )
