"""What differs between deployments, typed and checked before anything is synthesized.

`for_stage` returns the settings of a stage by name. Every complaint is a `SettingsError` naming the setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from aws_cdk.aws_logs import RetentionDays
from setting_checks import problems

# The service sends the jobs of generations to the first, and to the second what has no pool of its own.
GENERATOR_POOL = "generator"
FALLBACK_POOL = "main"
# Not a pool: the image of the function that asks the model and streams what it says.
STREAMING_IMAGE = "generator-streaming"
LIMITS = {
    "grade": "60/minute 5000/day",
    "generate": "5/minute 100/day",
    "rejudge": "10/minute 500/day",
    "ticket": "30/minute",
}


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


class AuthMode(StrEnum):
    """Who may call the two APIs: everybody, those whom IAM allows `execute-api:Invoke` (they sign with SigV4), or those
    with an API key (`alpaco keys`) or, besides, a token of an identity provider. The last two are checked in the app.
    """

    NONE = "none"
    IAM = "iam"
    KEY = "key"
    JWT = "jwt"


@dataclass(frozen=True)
class Provider:
    """An identity provider whose tokens are taken: where its keys are, who issues tokens, and for whom."""

    jwks_url: str
    issuer: str
    audience: str


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

    With `has_key`, its key is kept in a secret that is filled after the deployment (`alpaco secrets set`).
    `drafting` are deadlines, retries, budgets and prices: variables `DRAFTING_...` of docs/models.md.
    """

    name: str
    base_url: str = ""
    has_key: bool = True
    drafting: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """One deployment. Two stages may live in one account: everything is named after the stage."""

    stage: str
    region: str = "ap-northeast-2"
    zones: tuple[str, ...] = ("a", "c")
    # An interface endpoint costs $9.49 a month in each zone; with one zone, a fault of that zone stops judging.
    endpoint_zones: int = 1
    # Functions run outside the VPC, where the model's server is reached without a NAT gateway ($43 a month each).
    public_subnets: bool = False
    functions_in_vpc: bool = False
    nat_zones: int = 1
    # What the network refused, in a log: a runner that tries to reach something is worth knowing.
    flow_log: bool = False
    # The stack stands on the embedded AWS: plain HTTP, no data worth keeping, types that it does not know left out.
    local: bool = False
    dispatch: Dispatch = Dispatch.WARM
    pools: tuple[Pool, ...] = (Pool("main"),)
    # By pool, the digest of the image that its tasks run; a pool without one has a queue but no tasks.
    # With one for STREAMING_IMAGE, the function that asks the model is a container image too.
    images: Mapping[str, str] = field(default_factory=dict)
    # None: template mode, which varies the parametric packages among the stored problems.
    model: Model | None = None
    auth_mode: AuthMode = AuthMode.IAM
    # Needed with AuthMode.JWT.
    provider: Provider | None = None
    # What each caller may ask for, of grade, generate, rejudge, ticket; what is not named is not limited.
    limits: Mapping[str, str] = field(default_factory=lambda: dict(LIMITS))
    # Tokens that models may take in a day (UTC), over all callers; 0: no limit. `alpaco budget` changes it at once.
    daily_tokens: int = 20_000_000
    # Folder of the built playground page, to be served by CloudFront beside the API; None: no page. Browsers cannot
    # sign requests, so with AuthMode.IAM it can only say so.
    page: Path | None = None
    alarm_email: str = ""
    # What the account may cost in a month before somebody is told; 0: no budget.
    monthly_budget_usd: int = 0
    # Invocations at one time that are set aside for this stage and divided among its functions; 0: none are. The
    # account needs a quota of 100 more than all stages set aside.
    concurrency: int = 100
    # Tables and bucket outlive the stack, under names that the next one takes them over by.
    keep_data: bool = True
    # Part of the bucket's name, which no other account of AWS may have; empty: CloudFormation makes a name.
    account: str = ""
    log_retention: RetentionDays = RetentionDays.ONE_MONTH
    log_level: str = "INFO"
    # The account-wide role that lets API Gateway write logs: off where something else in the account owns it.
    gateway_account: bool = True
    requests_per_second: int = 50
    request_burst: int = 100

    def __post_init__(self) -> None:
        for setting, problem in problems(
            self, fallback_pool=FALLBACK_POOL, other_images=(STREAMING_IMAGE, GENERATOR_POOL)
        ):
            raise SettingsError(setting, problem)

    @property
    def stack_name(self) -> str:
        return f"alpaco-{self.stage}"

    def kept_name(self, part: str) -> str | None:
        """Of a table or bucket that is kept, written out: CloudFormation adopts nothing else. None if not kept."""
        return f"{self.stack_name}-{part}" if self.keep_data else None

    @property
    def bucket_name(self) -> str | None:
        return self.kept_name(f"{self.account}-{self.region}") if self.account else None

    @property
    def generation_pool(self) -> str:
        """The pool that makes and checks the tests of drafts."""
        names = {pool.name for pool in self.pools}
        return GENERATOR_POOL if GENERATOR_POOL in names else FALLBACK_POOL


DEV = Settings(stage="dev", keep_data=False, log_level="DEBUG", monthly_budget_usd=200)
PROD = Settings(
    stage="prod",
    endpoint_zones=2,
    flow_log=True,
    concurrency=400,
    monthly_budget_usd=1000,
    log_retention=RetentionDays.ONE_YEAR,
    pools=(Pool("main", minimum=2, maximum=20), Pool("generator", minimum=1, maximum=5)),
)
LOCAL = Settings(
    stage="local",
    local=True,
    auth_mode=AuthMode.NONE,
    limits={},
    daily_tokens=0,
    concurrency=0,
    keep_data=False,
    requests_per_second=1000,
    request_burst=1000,
)
STAGES = {settings.stage: settings for settings in (DEV, PROD, LOCAL)}


def for_stage(
    stage: str,
    environ: Mapping[str, str],
    *,
    dispatch: str | None = None,
    images: Mapping[str, str] | None = None,
    keep_data: str | None = None,
) -> Settings:
    """The settings of a stage; `CDK_DEPLOY_REGION` deploys it elsewhere.

    Raises SettingsError: no such stage, no such way of dispatch, an image that is not named by its digest.
    """
    if stage not in STAGES:
        raise SettingsError("stage", f"{stage!r} is not one of {', '.join(STAGES)}")
    settings = STAGES[stage]
    if keep_data not in (None, "true", "false"):
        raise SettingsError("keep_data", f"{keep_data!r} is neither true nor false")
    return replace(
        settings,
        model=_developers_model(environ) if settings.local else settings.model,
        region=environ.get("CDK_DEPLOY_REGION", settings.region),
        dispatch=_dispatch(dispatch) if dispatch else settings.dispatch,
        images=images or settings.images,
        keep_data=keep_data == "true" if keep_data else settings.keep_data,
        account=environ.get("CDK_DEFAULT_ACCOUNT", ""),
    )


def _developers_model(environ: Mapping[str, str]) -> Model | None:
    """On one machine, the model is the one that the developer's own tools use."""
    name, base_url, key = (environ.get(f"OPENAI_{part}", "") for part in ("MODEL", "BASE_URL", "API_KEY"))
    if base_url and not name:
        raise SettingsError("model", "OPENAI_BASE_URL names a server, but OPENAI_MODEL names no model of it")
    drafting = {variable: value for variable, value in environ.items() if variable.startswith("DRAFTING_")}
    return Model(name, base_url, has_key=bool(key), drafting=drafting) if name and (base_url or key) else None


def _dispatch(value: str) -> Dispatch:
    try:
        return Dispatch(value)
    except ValueError as exc:
        raise SettingsError("dispatch", f"{value!r} is not one of {', '.join(Dispatch)}") from exc
