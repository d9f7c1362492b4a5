"""`alpaco doctor --aws`: whether this machine and this account are ready to deploy a stage."""

from __future__ import annotations

import json
import subprocess
from argparse import Namespace
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from operate import checks
from operate.aws import OperatorError, client, is_code, told_plainly
from operate.checks import Finding, Quota
from operate.needs import Needs, needs_of

BOOTSTRAP_PARAMETER = "/cdk-bootstrap/hnb659fds/version"
OUR_IMAGES = "alpaco/*"
NOT_READY = 1
_PATIENCE_S = 20

Connect = Callable[[str], Any]


def run(arguments: Namespace) -> int:
    """0 if all is ready, 1 if not. Raises OperatorError."""
    found = list(of_machine(_said))
    # The settings are read with the CDK's classes, which need Node.js.
    if found[0].ok:
        found += of_account(needs_of(arguments.stage), client)
    if arguments.json:
        print(json.dumps({"ok": _ready(found), "findings": [vars(item) for item in found]}))
    else:
        print("\n".join(_lines(found)))
    return 0 if _ready(found) else NOT_READY


def _ready(found: list[Finding]) -> bool:
    return all(item.ok for item in found)


def _lines(found: list[Finding]) -> Iterator[str]:
    width = max(len(item.name) for item in found)
    for item in found:
        yield f"{'+' if item.ok else '-'} {item.name:<{width}}  {item.detail}"
        if item.fix:
            yield f"  {'':<{width}}  fix: {item.fix}"


Say = Callable[..., str]


def _said(*command: str) -> str:
    """What a program prints; nothing if it is missing, fails or hangs."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_S, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def of_machine(said: Say, binfmt: Path = Path("/proc/sys/fs/binfmt_misc/qemu-x86_64")) -> Iterator[Finding]:
    yield checks.node(said("node", "--version"))
    yield checks.docker(said("docker", "version", "--format", "{{.Server.Arch}}"), can_emulate=binfmt.exists())
    names = said("docker", "images", "--filter", f"reference={OUR_IMAGES}", "--format", "{{.Repository}}:{{.Tag}}")
    for name in sorted(set(names.split())):
        yield checks.image(name, said("docker", "image", "inspect", "--format", "{{.Architecture}}", name))


def of_account(needs: Needs, connect: Connect) -> Iterator[Finding]:
    """Ends early where there are no credentials: without them nothing else can be asked."""
    try:
        with told_plainly():
            identity = connect("sts").get_caller_identity()
    except OperatorError as exc:
        yield Finding(
            False, "credentials", str(exc), "`aws configure`, or AWS_PROFILE, or AWS_ACCESS_KEY_ID and its key"
        )
        return
    yield Finding(True, "credentials", f"account {identity['Account']} as {identity['Arn']}")
    yield _asked("region", partial(_zones, needs, connect))
    yield _asked("bootstrap", partial(_bootstrap, needs, connect))
    for wanted in checks.quotas(needs):
        yield _asked(wanted.name, partial(_quota, wanted, connect))


def _asked(name: str, ask: Callable[[], Finding]) -> Finding:
    try:
        return ask()
    except OperatorError as exc:
        return Finding(False, name, str(exc), "use credentials that may ask this, or look in the console")


def _zones(needs: Needs, connect: Connect) -> Finding:
    with told_plainly():
        answer = connect("ec2").describe_availability_zones()
    return checks.zones(needs, [zone["ZoneName"] for zone in answer["AvailabilityZones"]])


def _bootstrap(needs: Needs, connect: Connect) -> Finding:
    try:
        with told_plainly():
            version = connect("ssm").get_parameter(Name=BOOTSTRAP_PARAMETER)["Parameter"]["Value"]
    except OperatorError as exc:
        if not is_code(exc, "ParameterNotFound"):
            raise
        version = None
    return checks.bootstrap(version, needs.region)


def _quota(wanted: Quota, connect: Connect) -> Finding:
    which = {"ServiceCode": wanted.service, "QuotaCode": wanted.code}
    service_quotas = connect("service-quotas")
    try:
        with told_plainly():
            answer = service_quotas.get_service_quota(**which)
    except OperatorError as exc:
        # An account that never asked for more has AWS's default.
        if not is_code(exc, "NoSuchResourceException"):
            raise
        with told_plainly():
            answer = service_quotas.get_aws_default_service_quota(**which)
    return checks.quota(wanted, answer["Quota"]["Value"])
