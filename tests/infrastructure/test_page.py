"""The playground page on AWS: private files, the API beside them, the same policy as on one machine."""

from __future__ import annotations

import json

from stacks.page import policy

from tests.infrastructure.conftest import Synthesized
from tools.dev import playground


def test_page_is_there_only_if_it_is_asked_for(everything: Synthesized, dev: Synthesized) -> None:
    assert len(everything.of_type("AWS::CloudFront::Distribution")) == 1
    assert dev.of_type("AWS::CloudFront::Distribution") == {}
    assert "PageUrl" in everything.template["Outputs"]


def test_files_are_reached_through_the_distribution_alone(everything: Synthesized) -> None:
    buckets = everything.of_type("AWS::S3::Bucket")
    (bucket,) = [item["Properties"] for name, item in buckets.items() if name.startswith("Page")]
    assert all(bucket["PublicAccessBlockConfiguration"].values())
    assert len(everything.of_type("AWS::CloudFront::OriginAccessControl")) == 1


def test_api_is_passed_on_uncached_with_the_caller_s_key(everything: Synthesized) -> None:
    config = everything.only("AWS::CloudFront::Distribution")["DistributionConfig"]
    (behaviour,) = config["CacheBehaviors"]
    assert behaviour["PathPattern"] == "/api/*"
    assert "POST" in behaviour["AllowedMethods"]
    # Managed-CachingDisabled and Managed-AllViewerExceptHostHeader.
    assert behaviour["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    assert behaviour["OriginRequestPolicyId"] == "b689b0a8-53d0-40ab-baf2-68738e2966ac"


def test_policy_is_the_one_that_the_browser_tests_ran_under(everything: Synthesized) -> None:
    assert policy("wss://x.example") == playground.policy("wss://x.example/api")
    headers = json.dumps(everything.only("AWS::CloudFront::ResponseHeadersPolicy"))
    assert "default-src 'none'" in headers
    assert "unsafe" not in headers
