"""What a setting must fulfil so that it can be deployed, each with what is said if it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from settings import CapacityWindow, Pool, Settings

# Memory that Fargate offers for a number of CPU units.
FARGATE_MEMORY_MIB: Mapping[int, Sequence[int]] = {
    256: (512, 1024, 2048),
    512: range(1024, 4096 + 1, 1024),
    1024: range(2048, 8192 + 1, 1024),
    2048: range(4096, 16384 + 1, 1024),
    4096: range(8192, 30720 + 1, 1024),
}
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")
_ALLOWANCE = re.compile(r"\d+/minute|\d+/day|\d+/minute \d+/day")
LIMITED = ("grade", "generate", "rejudge", "ticket")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,15}")

Checks = Iterator[tuple[str, object, str]]


def problems(settings: Settings, *, fallback_pool: str, other_images: Sequence[str]) -> list[tuple[str, str]]:
    """Setting and complaint, for each that cannot be deployed."""
    checks = [
        *_place(settings),
        *_pools(settings.pools, fallback_pool),
        *_images(settings, {*other_images, *(pool.name for pool in settings.pools)}),
        *_access(settings),
        *_money(settings),
    ]
    return [(setting, problem) for setting, holds, problem in checks if not holds]


def _place(settings: Settings) -> Checks:
    zones = len(settings.zones)
    yield "stage", _NAME.fullmatch(settings.stage), "must be 1 to 16 lower-case letters, digits or hyphens"
    yield "region", _REGION.fullmatch(settings.region), f"{settings.region!r} is not the name of an AWS region"
    yield "zones", zones == 2, "the definitions of the state machines name two zones"
    yield "endpoint_zones", 1 <= settings.endpoint_zones <= zones, "must be 1 or the number of zones"
    yield "nat_zones", 1 <= settings.nat_zones <= zones, "must be 1 or the number of zones"
    yield (
        "functions_in_vpc",
        settings.public_subnets or not settings.functions_in_vpc,
        "functions in the VPC reach the model provider through a NAT gateway, which stands in a public subnet: "
        "set public_subnets too",
    )


def _pools(pools: tuple[Pool, ...], fallback_pool: str) -> Checks:
    names = [pool.name for pool in pools]
    yield "pools", pools, "at least one pool of workers is needed"
    yield "pools", all(map(_NAME.fullmatch, names)), "a name is 1 to 16 lower-case letters, digits or hyphens"
    yield "pools", fallback_pool in names, f"{fallback_pool} must be there: it takes what no other takes"
    yield "pools", all(map(_is_bounded, pools)), "a pool needs 0 <= minimum <= maximum, and a maximum above 0"
    yield "pools", all(map(_is_sized, pools)), "Fargate has no such combination of cpu_units and memory_mib"
    yield "pools", len(set(names)) == len(names), "two pools have the same name"


def _is_bounded(pool: Pool) -> bool:
    bounds: list[Pool | CapacityWindow] = [pool, *pool.schedule]
    return all(0 <= item.minimum <= item.maximum and item.maximum > 0 for item in bounds)


def _is_sized(pool: Pool) -> bool:
    return pool.memory_mib in FARGATE_MEMORY_MIB.get(pool.cpu_units, ()) and pool.work_mib < pool.memory_mib


def _images(settings: Settings, known: set[str]) -> Checks:
    yield "images", set(settings.images) <= known, f"names something else than {', '.join(sorted(known))}"
    yield (
        "images",
        settings.local or all(map(_DIGEST.fullmatch, settings.images.values())),
        "an image is named by its digest, sha256:..., never by a tag that may move",
    )


def _access(settings: Settings) -> Checks:
    yield (
        "auth_mode",
        settings.local or settings.auth_mode != "none",
        "none is for one machine: on AWS anybody could run code and models on your bill",
    )
    yield "provider", settings.provider or settings.auth_mode != "jwt", "is needed to check tokens"
    yield (
        "provider",
        settings.provider is None or settings.provider.jwks_url.startswith("https://"),
        "keys are fetched over HTTPS only",
    )
    yield "limits", set(settings.limits) <= set(LIMITED), f"names something else than {', '.join(LIMITED)}"
    yield "limits", all(map(_ALLOWANCE.fullmatch, settings.limits.values())), "is like 60/minute 5000/day"
    yield "daily_tokens", settings.daily_tokens >= 0, "is below 0"
    page = settings.page
    yield "page", page is None or (page / "index.html").is_file(), f"{page} holds no built page: run `make setup`"
    yield "requests_per_second", settings.requests_per_second > 0, "must be positive"
    yield "request_burst", settings.request_burst >= settings.requests_per_second, "is below requests_per_second"


def _money(settings: Settings) -> Checks:
    yield "alarm_email", "@" in settings.alarm_email or not settings.alarm_email, "is not an e-mail address"
    yield "model", settings.model is None or settings.model.name, "needs a name"
    yield "monthly_budget_usd", settings.monthly_budget_usd >= 0, "is below 0"
    yield "concurrency", settings.concurrency >= 0, "is below 0"
