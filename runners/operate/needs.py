"""What a stage needs of an account, read from its settings."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from operate.aws import OperatorError, region_of

INFRASTRUCTURE = Path(__file__).resolve().parents[2] / "infrastructure"


@dataclass(frozen=True)
class Needs:
    """`concurrency`: invocations set aside; `fargate_vcpu`: of all pools at their most; `elastic_ips`: of gateways."""

    region: str
    zones: tuple[str, ...]
    concurrency: int
    fargate_vcpu: float
    elastic_ips: int


def needs_of(stage: str) -> Needs:
    """Raises OperatorError: no such stage, or no checkout of the repository."""
    if not (INFRASTRUCTURE / "settings.py").exists():
        raise OperatorError("the stage's settings are not here: run this from a checkout, installed by `make setup`")
    sys.path.append(str(INFRASTRUCTURE))
    # The CDK's classes say on standard error, at length, that they would like another Node.js.
    os.environ.setdefault("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "18,20,21,23")
    import settings

    try:
        chosen = settings.for_stage(stage, {"CDK_DEPLOY_REGION": region_of(), "CDK_DEFAULT_ACCOUNT": "0" * 12})
    except settings.SettingsError as exc:
        raise OperatorError(str(exc)) from exc
    return Needs(
        region=chosen.region,
        zones=tuple(f"{chosen.region}{zone}" for zone in chosen.zones),
        concurrency=chosen.concurrency,
        fargate_vcpu=sum(pool.maximum * pool.cpu_units for pool in chosen.pools) / 1024,
        elastic_ips=chosen.nat_zones if chosen.functions_in_vpc else 0,
    )
