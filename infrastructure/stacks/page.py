"""The playground page: a private bucket, served by CloudFront together with the HTTP API, under one origin."""

from __future__ import annotations

from pathlib import Path

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as deployment
from constructs import Construct

from stacks.application import API_STAGE, Application

HTTPS_ONLY = cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS
HSTS_DAYS = 365


class Page(Construct):
    """`url` is the page's address; what is in `folder` is uploaded with every deployment."""

    def __init__(self, scope: Construct, id_: str, *, folder: Path, auth_mode: str, application: Application) -> None:
        super().__init__(scope, id_)
        self._auth_mode = auth_mode
        self._application = application
        self._bucket = s3.Bucket(
            self,
            "Bucket",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            enforce_ssl=True,
            # Everything in it comes from the repository.
            removal_policy=RemovalPolicy.DESTROY,
        )
        self._distribution = self._serve()
        self.url = f"https://{self._distribution.distribution_domain_name}"
        self._upload(folder)

    def _serve(self) -> cloudfront.Distribution:
        return cloudfront.Distribution(
            self,
            "Distribution",
            comment="Alpaco playground",
            default_root_object="index.html",
            minimum_protocol_version=cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            default_behavior=cloudfront.BehaviorOptions(
                origin=origins.S3BucketOrigin.with_origin_access_control(self._bucket),
                viewer_protocol_policy=HTTPS_ONLY,
                response_headers_policy=self._headers(),
            ),
            additional_behaviors={f"/{API_STAGE}/*": self._api()},
        )

    def _api(self) -> cloudfront.BehaviorOptions:
        """The API as it is: nothing is kept, every header but the host goes on."""
        return cloudfront.BehaviorOptions(
            origin=origins.HttpOrigin(self._application.rest_host),
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
            allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
            cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
            origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        )

    def _headers(self) -> cloudfront.ResponseHeadersPolicy:
        """As `make dev` sends them, and HTTPS for good."""
        security = cloudfront.ResponseSecurityHeadersBehavior(
            content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                content_security_policy=policy(self._application.websocket_origin), override=True
            ),
            content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
            referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
                referrer_policy=cloudfront.HeadersReferrerPolicy.NO_REFERRER, override=True
            ),
            strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
                access_control_max_age=Duration.days(HSTS_DAYS), include_subdomains=True, override=True
            ),
        )
        return cloudfront.ResponseHeadersPolicy(self, "Headers", security_headers_behavior=security)

    def _upload(self, folder: Path) -> None:
        """The built files, and beside them where the service is and how callers say who they are."""
        where = {
            "http_url": f"{self.url}/{API_STAGE}",
            "websocket_url": self._application.websocket_url,
            "auth_mode": self._auth_mode,
        }
        deployment.BucketDeployment(
            self,
            "Files",
            destination_bucket=self._bucket,
            sources=[deployment.Source.asset(str(folder)), deployment.Source.json_data("config.json", where)],
            # Asked for anew each time; what has not changed is not sent again.
            cache_control=[deployment.CacheControl.no_cache()],
            memory_limit=256,
        )


def policy(websocket_origin: str) -> str:
    """Content security policy: the page's own files and API, and that WebSocket; nothing inline, no frame around it."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
        f"connect-src 'self' {websocket_origin}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
