"""The bucket: code, packages, tests, results, drafts."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_s3 as s3
from constructs import Construct
from settings import Settings

# Packages and tests are read often while a problem is in use, and hardly ever afterwards.
TIERED = ("packages/", "tests/")
TIERED_AFTER_DAYS = 30
# Days after which what lies under a prefix is of no more use; packages and tests stay as long as their problem.
EXPIRY_DAYS = {"uploads/": 1, "drafts/": 30, "evidence/": 90, "code/": 365, "results/": 365}


class Storage(Construct):
    """`bucket` holds everything that is too large for a table row."""

    def __init__(self, scope: Construct, id_: str, *, settings: Settings) -> None:
        super().__init__(scope, id_)
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            bucket_name=settings.bucket_name,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            # The embedded AWS speaks plain HTTP.
            enforce_ssl=not settings.local,
            versioned=True,
            lifecycle_rules=[*_expiries(), *_tiers(), _unfinished_and_old_versions()],
            removal_policy=RemovalPolicy.RETAIN if settings.keep_data else RemovalPolicy.DESTROY,
            # A bucket that holds something cannot be destroyed; the embedded AWS is thrown away with its buckets.
            auto_delete_objects=not settings.keep_data and not settings.local,
        )


def _expiries() -> list[s3.LifecycleRule]:
    return [
        s3.LifecycleRule(id=f"expire-{prefix.strip('/')}", prefix=prefix, expiration=Duration.days(days))
        for prefix, days in EXPIRY_DAYS.items()
    ]


def _tiers() -> list[s3.LifecycleRule]:
    tier = s3.Transition(
        storage_class=s3.StorageClass.INTELLIGENT_TIERING, transition_after=Duration.days(TIERED_AFTER_DAYS)
    )
    return [s3.LifecycleRule(id=f"tier-{prefix.strip('/')}", prefix=prefix, transitions=[tier]) for prefix in TIERED]


def _unfinished_and_old_versions() -> s3.LifecycleRule:
    return s3.LifecycleRule(
        id="clean-up",
        abort_incomplete_multipart_upload_after=Duration.days(1),
        noncurrent_version_expiration=Duration.days(30),
    )
