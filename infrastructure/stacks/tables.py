"""The five tables."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct
from settings import Settings


def _text(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)


def _index(table: dynamodb.Table, name: str, partition: str, *, sort: str) -> None:
    table.add_global_secondary_index(index_name=name, partition_key=_text(partition), sort_key=_text(sort))


def _trace_index(table: dynamodb.Table) -> None:
    """For operators, who look up what followed from one request."""
    table.add_global_secondary_index(
        index_name="by_trace", partition_key=_text("trace_id"), projection_type=dynamodb.ProjectionType.KEYS_ONLY
    )


class Tables(Construct):
    """Problems, submissions, jobs (with the frames of each), WebSocket connections; keys, tickets and counters.

    `expires_at` (epoch seconds) ends rows that are not for ever.
    """

    def __init__(self, scope: Construct, id_: str, *, settings: Settings) -> None:
        super().__init__(scope, id_)
        self._settings = settings
        self.problems = self._table("Problems", "problem_id", sort="sk")
        self.submissions = self._table("Submissions", "submission_id")
        self.jobs = self._table("Jobs", "job_id", sort="sk")
        self.connections = self._table("Connections", "connection_id", sort="sk")
        self.access = self._table("Access", "id")
        self._add_indexes()

    def _add_indexes(self) -> None:
        _index(self.problems, "by_listing", "listing", sort="listed_at")
        _index(self.submissions, "by_problem", "problem_id", sort="created_at")
        # Sparse: what has no owner is in no listing of an owner.
        _index(self.submissions, "by_owner", "owner_problem", sort="created_at")
        # Sparse: only submissions without a verdict have the attribute, so the reaper reads nothing else.
        _index(self.submissions, "by_open", "open_shard", sort="opened_at")
        _trace_index(self.submissions)
        _trace_index(self.jobs)

    def _table(self, id_: str, partition: str, *, sort: str | None = None) -> dynamodb.Table:
        return dynamodb.Table(
            self,
            id_,
            table_name=self._settings.kept_name(id_.lower()),
            partition_key=_text(partition),
            sort_key=_text(sort) if sort else None,
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            time_to_live_attribute="expires_at",
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=self._settings.keep_data,
            removal_policy=RemovalPolicy.RETAIN if self._settings.keep_data else RemovalPolicy.DESTROY,
        )
