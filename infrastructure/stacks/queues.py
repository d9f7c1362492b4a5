"""Job queues (one per runner pool), the progress queue, and a dead-letter queue for each; lost events have one too."""

from aws_cdk import Duration
from aws_cdk import aws_sqs as sqs
from constructs import Construct
from settings import Settings

# A worker extends the visibility every ten seconds while it runs a job: what is silent for longer has died.
JOB_VISIBILITY_S = 30
# AWS recommends six times the time-out of the consuming function.
PROGRESS_VISIBILITY_S = 180
MAX_RECEIVES = 3


class Queues(Construct):
    """`jobs` by pool name, `rejudges` too (what may wait), `progress`, and `job_dead_letters`, where a job goes that
    three workers could not finish.

    `webhooks` holds what is to be sent to owners of submissions. `event_dead_letters` keeps calls by the clock and by
    rules, and webhooks, that their function could not handle.
    """

    def __init__(self, scope: Construct, id_: str, *, settings: Settings) -> None:
        super().__init__(scope, id_)
        # The embedded AWS speaks plain HTTP.
        self._enforce_ssl = not settings.local
        self.job_dead_letters = self._queue("JobDeadLetters", visibility_s=PROGRESS_VISIBILITY_S)
        self.progress_dead_letters = self._queue("ProgressDeadLetters", visibility_s=PROGRESS_VISIBILITY_S)
        self.event_dead_letters = self._queue("EventDeadLetters", visibility_s=PROGRESS_VISIBILITY_S)
        self.jobs = {
            pool.name: self._queue(f"Jobs-{pool.name}", JOB_VISIBILITY_S, self.job_dead_letters)
            for pool in settings.pools
        }
        self.rejudges = {
            pool.name: self._queue(f"Rejudges-{pool.name}", JOB_VISIBILITY_S, self.job_dead_letters)
            for pool in settings.pools
        }
        self.progress = self._queue("Progress", PROGRESS_VISIBILITY_S, self.progress_dead_letters)
        self.webhooks = self._queue("Webhooks", PROGRESS_VISIBILITY_S, self.event_dead_letters)

    def _queue(self, id_: str, visibility_s: int, dead_letters: sqs.Queue | None = None) -> sqs.Queue:
        redrive = sqs.DeadLetterQueue(queue=dead_letters, max_receive_count=MAX_RECEIVES) if dead_letters else None
        return sqs.Queue(
            self,
            id_,
            visibility_timeout=Duration.seconds(visibility_s),
            retention_period=Duration.days(4 if dead_letters else 14),
            receive_message_wait_time=Duration.seconds(20),
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=self._enforce_ssl,
            dead_letter_queue=redrive,
        )
