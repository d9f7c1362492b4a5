"""Data that outlive a stack have names by which the next stack takes them over."""

from __future__ import annotations

from dataclasses import replace

import pytest
import settings
from settings import SettingsError, for_stage

from tests.infrastructure.conftest import Synthesized, synthesized

KEPT = ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::ECR::Repository")
NAMES = {"AWS::DynamoDB::Table": "TableName", "AWS::S3::Bucket": "BucketName", "AWS::ECR::Repository": "RepositoryName"}


@pytest.fixture(scope="module")
def kept() -> Synthesized:
    return synthesized(replace(settings.PROD, account="123456789012"))


@pytest.mark.parametrize("type_", KEPT)
def test_kept_resource_stays_and_has_a_name_that_is_written_out(kept: Synthesized, type_: str) -> None:
    """CloudFormation adopts an existing resource only by a name that is no expression."""
    resources = kept.of_type(type_).values()
    assert resources
    for resource in resources:
        assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == "Retain"
        assert str(resource["Properties"][NAMES[type_]]).startswith("alpaco-prod")


def test_bucket_is_named_after_account_and_region(kept: Synthesized) -> None:
    assert kept.only("AWS::S3::Bucket")["BucketName"] == "alpaco-prod-123456789012-ap-northeast-2"


def test_data_that_are_not_kept_have_names_of_their_own(dev: Synthesized) -> None:
    assert "BucketName" not in dev.only("AWS::S3::Bucket")
    assert not [table for table in dev.properties("AWS::DynamoDB::Table") if "TableName" in table]


def test_context_decides_for_one_deployment_what_is_kept() -> None:
    assert for_stage("dev", {}).keep_data is False
    assert for_stage("dev", {}, keep_data="true").keep_data is True
    assert for_stage("prod", {}, keep_data="false").keep_data is False
    with pytest.raises(SettingsError, match=r"^setting keep_data: 'maybe'"):
        for_stage("dev", {}, keep_data="maybe")


def test_account_is_the_one_that_the_cdk_found_credentials_for() -> None:
    assert for_stage("prod", {"CDK_DEFAULT_ACCOUNT": "123456789012"}).account == "123456789012"
