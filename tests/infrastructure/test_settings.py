"""Settings are refused before anything is synthesized, by name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from settings import DEV, LOCAL, PROD, AuthMode, CapacityWindow, Pool, Provider, Settings, SettingsError, for_stage

from tests.infrastructure.conftest import DIGEST


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("stage", "Dev"),
        ("stage", ""),
        ("region", "seoul"),
        ("zones", ("a",)),
        ("endpoint_zones", 0),
        ("endpoint_zones", 3),
        ("pools", ()),
        ("pools", (Pool("Main"),)),
        ("pools", (Pool("main"), Pool("main"))),
        ("pools", (Pool("python"),)),
        ("pools", (Pool("main", minimum=3, maximum=2),)),
        ("pools", (Pool("main", maximum=0, minimum=0),)),
        ("pools", (Pool("main", schedule=(CapacityWindow("0 9 ? * MON-FRI *", 5, 4),)),)),
        ("pools", (Pool("main", cpu_units=1000),)),
        ("pools", (Pool("main", cpu_units=256, memory_mib=4096),)),
        ("pools", (Pool("main", work_mib=4096),)),
        ("images", {"other": DIGEST}),
        ("images", {"main": "latest"}),
        ("requests_per_second", 0),
        ("request_burst", 1),
        ("nat_zones", 3),
        ("functions_in_vpc", True),
        ("auth_mode", AuthMode.NONE),
        ("provider", Provider("http://id.example/jwks", "https://id.example", "alpaco")),
        ("limits", {"fly": "1/day"}),
        ("limits", {"grade": "many"}),
        ("daily_tokens", -1),
        ("monthly_budget_usd", -1),
        ("concurrency", -1),
    ],
)
def test_setting_is_named_when_its_value_cannot_be_deployed(setting: str, value: object) -> None:
    with pytest.raises(SettingsError) as raised:
        replace(DEV, **{setting: value})  # type: ignore[arg-type]  # one wrong value at a time
    assert raised.value.setting == setting
    assert str(raised.value).startswith(f"setting {setting}: ")


def test_unknown_stage_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match="'staging' is not one of dev, prod, local"):
        for_stage("staging", {})


def test_unknown_dispatch_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match="setting dispatch: 'cold' is not one of warm, on_demand"):
        for_stage("dev", {}, dispatch="cold")


def test_drafts_are_tested_by_their_own_pool_where_there_is_one() -> None:
    assert (DEV.generation_pool, PROD.generation_pool) == ("main", "generator")


def test_region_is_taken_from_the_environment_when_it_names_one() -> None:
    assert for_stage("dev", {}).region == "ap-northeast-2"
    assert for_stage("dev", {"CDK_DEPLOY_REGION": "eu-central-1"}).region == "eu-central-1"


def test_only_production_keeps_its_data() -> None:
    assert [item.keep_data for item in (DEV, PROD, LOCAL)] == [False, True, False]


def test_functions_may_stand_in_the_vpc_where_a_public_subnet_holds_their_gateway() -> None:
    assert replace(DEV, functions_in_vpc=True, public_subnets=True).nat_zones == 1


def test_nobody_but_the_own_machine_is_let_in_without_a_signature() -> None:
    assert [item.auth_mode for item in (DEV, PROD, LOCAL)] == [AuthMode.IAM, AuthMode.IAM, AuthMode.NONE]


def test_stages_in_one_account_have_different_stacks() -> None:
    assert DEV.stack_name != PROD.stack_name
    assert Settings(stage="blue").stack_name == "alpaco-blue"
