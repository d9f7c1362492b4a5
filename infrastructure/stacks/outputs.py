"""What the stack tells operators and programs: as outputs, and as SSM parameters of the same names."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import CfnOutput
from aws_cdk import aws_ssm as ssm
from constructs import Construct


def describe(scope: Construct, described: Mapping[str, str], *, prefix: str) -> None:
    for name, value in described.items():
        CfnOutput(scope, name, value=value)
        ssm.StringParameter(scope, f"{name}Parameter", parameter_name=f"{prefix}/{name}", string_value=value)
