"""What differs between deployments, typed and checked before anything is synthesized.

`for_stage` returns the settings of a stage by name. Every complaint is a `SettingsError` naming the setting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from aws_cdk.aws_logs import RetentionDays

# Memory that Fargate offers for a number of CPU units.
FARGATE_MEMORY_MIB: Mapping[int, Sequence[int]] = {
    256: (512, 1024, 2048),
    512: range(1024, 4096 + 1, 1024),
    1024: range(2048, 8192 + 1, 1024),
    2048: range(4096, 16384 + 1, 1024),
    4096: range(8192, 30720 + 1, 1024),
}
# The service sends the jobs of generations to the first, and to the second what has no pool of its own.
GENERATOR_POOL = "generator"
FALLBACK_POOL = "main"
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,15}")


class SettingsError(ValueError):
    """A setting has a value that cannot be deployed; `setting` is its name."""

    def __init__(self, setting: str, problem: str) -> None:
        super().__init__(f"setting {setting}: {problem}")
        self.setting = setting


class Dispatch(StrEnum):
    """How a submission reaches a runner: the queue of a pool that is kept warm, or a task of its own.

    The jobs of generations always go through a queue: there are many, and each is short.
    """

    WARM = "warm"
    ON_DEMAND = "on_demand"


@dataclass(frozen=True)
class CapacityWindow:
    """From each moment of `cron` (six fields, as EventBridge has them) on, a pool keeps within other bounds."""

    cron: str
    minimum: int
    maximum: int
    timezone: str = "Asia/Seoul"


@dataclass(frozen=True)
class Pool:
    """Workers that share one queue and one image; `minimum` to `maximum` tasks of them run."""

    name: str
    minimum: int = 1
    maximum: int = 10
    schedule: tuple[CapacityWindow, ...] = ()
    cpu_units: int = 1024
    memory_mib: int = 4096
    # Of the memory, what files of a run may take: sources, programs, what they write.
    work_mib: int = 1024


@dataclass(frozen=True)
class Model:
    """A model that drafts problems. `base_url` is that of a compatible server, empty for OpenAI's own.

    With `has_key`, its key is kept in a secret that is filled after the deployment.
    """

    name: str
    base_url: str = ""
    has_key: bool = True


@dataclass(frozen=True)
class Settings:
    """One deployment. Two stages may live in one account: everything is named after the stage."""

    stage: str
    region: str = "ap-northeast-2"
    zones: tuple[str, ...] = ("a", "c")
    # An interface endpoint costs about $7 a month in each zone; with one zone, a fault of that zone stops judging.
    endpoint_zones: int = 1
    # The stack stands on the embedded AWS: plain HTTP, no data worth keeping, types that it does not know left out.
    local: bool = False
    dispatch: Dispatch = Dispatch.WARM
    pools: tuple[Pool, ...] = (Pool("main"),)
    # By pool, the digest of the image that its tasks run; a pool without one has a queue but no tasks.
    images: Mapping[str, str] = field(default_factory=dict)
    # None: template mode, which varies the parametric packages among the stored problems.
    model: Model | None = None
    alarm_email: str = ""
    keep_data: bool = True
    log_retention: RetentionDays = RetentionDays.ONE_MONTH
    log_level: str = "INFO"
    # The account-wide role that lets API Gateway write logs: off where something else in the account owns it.
    gateway_account: bool = True
    requests_per_second: int = 50
    request_burst: int = 100

    def __post_init__(self) -> None:
        for setting, problem in _problems(self):
            raise SettingsError(setting, problem)

    @property
    def stack_name(self) -> str:
        return f"alpaco-{self.stage}"

    @property
    def generation_pool(self) -> str:
        """The pool that makes and checks the tests of drafts."""
        names = {pool.name for pool in self.pools}
        return GENERATOR_POOL if GENERATOR_POOL in names else FALLBACK_POOL


def _problems(settings: Settings) -> list[tuple[str, str]]:
    checks = [
        ("stage", _NAME.fullmatch(settings.stage), "must be 1 to 16 lower-case letters, digits or hyphens"),
        ("region", _REGION.fullmatch(settings.region), f"{settings.region!r} is not the name of an AWS region"),
        ("zones", len(settings.zones) == 2, "the definitions of the state machines name two zones"),
        ("endpoint_zones", 1 <= settings.endpoint_zones <= len(settings.zones), "must be 1 or the number of zones"),
        ("pools", settings.pools, "at least one pool of workers is needed"),
        ("pools", _all_names(settings.pools), "a pool's name is 1 to 16 lower-case letters, digits or hyphens"),
        (
            "pools",
            _has_fallback(settings.pools),
            f"{FALLBACK_POOL} must be there: it takes what no other takes",
        ),
        ("pools", _all_bounded(settings.pools), "a pool needs 0 <= minimum <= maximum, and a maximum above 0"),
        ("pools", _all_sized(settings.pools), "Fargate has no such combination of cpu_units and memory_mib"),
        ("images", set(settings.images) <= {pool.name for pool in settings.pools}, "names a pool that is not there"),
        (
            "images",
            settings.local or _all_digests(settings.images),
            "an image is named by its digest, sha256:..., never by a tag that may move",
        ),
        ("pools", _all_different(settings.pools), "two pools have the same name"),
        ("alarm_email", "@" in settings.alarm_email or not settings.alarm_email, "is not an e-mail address"),
        ("model", settings.model is None or settings.model.name, "needs a name"),
        ("requests_per_second", settings.requests_per_second > 0, "must be positive"),
        ("request_burst", settings.request_burst >= settings.requests_per_second, "is below requests_per_second"),
    ]
    return [(setting, problem) for setting, holds, problem in checks if not holds]


def _all_names(pools: tuple[Pool, ...]) -> bool:
    return all(_NAME.fullmatch(pool.name) for pool in pools)


def _has_fallback(pools: tuple[Pool, ...]) -> bool:
    return FALLBACK_POOL in {pool.name for pool in pools}


def _all_bounded(pools: tuple[Pool, ...]) -> bool:
    bounds: list[Pool | CapacityWindow] = [*pools, *(window for pool in pools for window in pool.schedule)]
    return all(0 <= item.minimum <= item.maximum and item.maximum > 0 for item in bounds)


def _all_sized(pools: tuple[Pool, ...]) -> bool:
    return all(
        pool.cpu_units in FARGATE_MEMORY_MIB
        and pool.memory_mib in FARGATE_MEMORY_MIB[pool.cpu_units]
        and pool.work_mib < pool.memory_mib
        for pool in pools
    )


def _all_digests(images: Mapping[str, str]) -> bool:
    return all(_DIGEST.fullmatch(image) for image in images.values())


def _all_different(pools: tuple[Pool, ...]) -> bool:
    return len({pool.name for pool in pools}) == len(pools)


DEV = Settings(stage="dev", keep_data=False, log_level="DEBUG")
PROD = Settings(
    stage="prod",
    endpoint_zones=2,
    log_retention=RetentionDays.ONE_YEAR,
    pools=(Pool("main", minimum=2, maximum=20), Pool("generator", minimum=1, maximum=5)),
)
LOCAL = Settings(stage="local", local=True, keep_data=False, requests_per_second=1000, request_burst=1000)
STAGES = {settings.stage: settings for settings in (DEV, PROD, LOCAL)}


def for_stage(
    stage: str, environ: Mapping[str, str], *, dispatch: str | None = None, images: Mapping[str, str] | None = None
) -> Settings:
    """The settings of a stage; `CDK_DEPLOY_REGION` deploys it elsewhere.

    Raises SettingsError: no such stage, no such way of dispatch, an image that is not named by its digest.
    """
    if stage not in STAGES:
        raise SettingsError("stage", f"{stage!r} is not one of {', '.join(STAGES)}")
    settings = STAGES[stage]
    return replace(
        settings,
        model=_developers_model(environ) if settings.local else settings.model,
        region=environ.get("CDK_DEPLOY_REGION", settings.region),
        dispatch=_dispatch(dispatch) if dispatch else settings.dispatch,
        images=images or settings.images,
    )


def _developers_model(environ: Mapping[str, str]) -> Model | None:
    """On one machine, the model is the one that the developer's own tools use."""
    name, base_url, key = (environ.get(f"OPENAI_{part}", "") for part in ("MODEL", "BASE_URL", "API_KEY"))
    return Model(name, base_url, has_key=bool(key)) if name and (base_url or key) else None


def _dispatch(value: str) -> Dispatch:
    try:
        return Dispatch(value)
    except ValueError as exc:
        raise SettingsError("dispatch", f"{value!r} is not one of {', '.join(Dispatch)}") from exc
