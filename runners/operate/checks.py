"""Whether an account and a machine are ready for a deployment: pure decisions, each with cause and fix."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from operate.needs import Needs

NODE = 20
# AWS keeps that much of an account's Lambda quota for functions that set nothing aside.
UNRESERVED = 100
RUNNER_ARCHITECTURE = "amd64"
_QUOTAS = "https://console.aws.amazon.com/servicequotas"


@dataclass(frozen=True)
class Finding:
    """One line of the report; `fix` is empty where all is well."""

    ok: bool
    name: str
    detail: str
    fix: str = ""


@dataclass(frozen=True)
class Quota:
    """A quota that a deployment can run into: how Service Quotas calls it, and how much a stage needs."""

    name: str
    service: str
    code: str
    needed: float


def quotas(needs: Needs) -> list[Quota]:
    """Those that a new account is often too small for."""
    found = [Quota("Fargate vCPU", "fargate", "L-3032A538", needs.fargate_vcpu)]
    if needs.concurrency:
        found.insert(0, Quota("Lambda at one time", "lambda", "L-B99A9384", needs.concurrency + UNRESERVED))
    if needs.elastic_ips:
        found.append(Quota("elastic IP addresses", "ec2", "L-0263D0A3", needs.elastic_ips))
    return found


def quota(wanted: Quota, value: float) -> Finding:
    detail = f"{value:g} allowed, {wanted.needed:g} needed"
    ask = f"ask for {wanted.needed:g} or more of {wanted.service} {wanted.code} in {_QUOTAS}"
    other = "; or set concurrency=0 in the settings meanwhile" if wanted.service == "lambda" else ""
    ok = value >= wanted.needed
    return Finding(ok, wanted.name, detail, "" if ok else ask + other)


def zones(needs: Needs, available: Collection[str]) -> Finding:
    missing = [zone for zone in needs.zones if zone not in available]
    if not missing:
        return Finding(True, "region", f"{needs.region} has {', '.join(needs.zones)}")
    letters = ", ".join(sorted(zone.removeprefix(needs.region) for zone in available))
    return Finding(
        False,
        "region",
        f"{needs.region} does not offer {', '.join(missing)} to this account",
        f"set zones in infrastructure/settings.py to two of: {letters}",
    )


def bootstrap(version: str | None, region: str) -> Finding:
    if version:
        return Finding(True, "bootstrap", f"version {version}")
    return Finding(False, "bootstrap", f"not done in {region}", "cd infrastructure && npx cdk bootstrap")


def node(version: str) -> Finding:
    """`version` as `node --version` prints it; empty if there is none."""
    major = re.match(r"v(\d+)", version)
    ok = major is not None and int(major[1]) >= NODE
    return Finding(ok, "Node.js", version or "not found", "" if ok else f"install Node.js {NODE} or newer: nodejs.org")


def docker(architecture: str, *, can_emulate: bool = False) -> Finding:
    """`architecture` of the engine's machine; empty if no engine answers."""
    if not architecture:
        return Finding(
            False,
            "Docker",
            "no engine answers",
            "start it (`systemctl start docker`, or Docker Desktop); needed only to build the runners' images",
        )
    ok = architecture in (RUNNER_ARCHITECTURE, "x86_64") or can_emulate
    fix = "" if ok else f"runners are linux/{RUNNER_ARCHITECTURE}: apt-get install qemu-user-static binfmt-support"
    return Finding(ok, "Docker", f"engine on {architecture}", fix)


def image(name: str, architecture: str) -> Finding:
    ok = architecture == RUNNER_ARCHITECTURE
    fix = f"build it with --platform linux/{RUNNER_ARCHITECTURE} --provenance=false"
    return Finding(ok, f"image {name}", f"built for {architecture}", "" if ok else fix)
