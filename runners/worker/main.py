"""`alpaco worker`: takes jobs from the queues of its pools until it is told to stop."""

from __future__ import annotations

import json
import logging
import os
import signal
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from threading import Event, Thread

from judge.sandbox import Sandbox, SandboxUnavailable

from worker import aws, kinds, languages, logs, protection
from worker.cache import PackageCache
from worker.crew import Crew
from worker.harden import make_undumpable
from worker.lanes import TwoLanes
from worker.loop import Desk
from worker.ports import Delivery, Messages
from worker.settings import OneJob, Settings, SettingsError

log = logging.getLogger(__name__)

EXIT_OK = 0
EXIT_USAGE = 2
EXIT_BROKEN = 3
LOOK_EVERY_S = 0.5
# A sandbox that fails again at once will not get better.
MAX_RENEWALS = 5


def main() -> int:
    """0 after a wanted stop, 2 if the environment is wrong, 3 if nothing can be judged here."""
    logs.configure()
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        settings = Settings.from_environ()
        clients = aws.Clients.make()
        return _do_one(settings, settings.one_job, clients) if settings.one_job else _serve(settings, clients, stop)
    except SettingsError as exc:
        log.error("environment_unusable", extra={"problem": str(exc)})
        return EXIT_USAGE
    except SandboxUnavailable as exc:
        log.error("sandbox_unavailable", extra={"problem": str(exc)})
        return EXIT_BROKEN


def _do_one(settings: Settings, one_job: OneJob, clients: aws.Clients) -> int:
    """For a task that was started for this job."""
    body = json.dumps({"token": one_job.token, "job": one_job.job})
    with _desk(settings, clients, aws.NoMessages()) as desk:
        desk.handle(Delivery("", "", body))
    return EXIT_OK


def _serve(settings: Settings, clients: aws.Clients, stop: Event) -> int:
    inbox = TwoLanes(aws.SqsInbox(clients.sqs), settings.behind)
    urls = list(settings.queues.values()) * settings.slots
    store = aws.S3Store(clients.s3, settings.bucket)
    for _ in range(MAX_RENEWALS):
        with _desk(settings, clients, inbox) as desk:
            crew = Crew(inbox, desk, urls)
            with _protected(crew):
                crew.start()
                # Beside the jobs: asking compilers for their versions takes a while.
                Thread(target=languages.publish, args=(store, settings.queues), daemon=True).start()
                log.info("worker_ready", extra={"pools": sorted(settings.queues), "slots": settings.slots})
                while not (stop.wait(LOOK_EVERY_S) or crew.is_broken):
                    pass
            finished = crew.stop(settings.grace_s)
            if not finished:
                # A thread is still inside a job that was handed back. What it would answer now must not be said.
                log.info("worker_leaves_a_job")
                logging.shutdown()
                os._exit(EXIT_OK)
        if stop.is_set():
            log.info("worker_stopped")
            return EXIT_OK
    return EXIT_BROKEN


def _protected(crew: Crew) -> AbstractContextManager[object]:
    ask = protection.agent(os.environ)
    return protection.Protection(ask, crew.is_busy) if ask else nullcontext()


@contextmanager
def _desk(settings: Settings, clients: aws.Clients, messages: Messages) -> Iterator[Desk]:
    store = aws.S3Store(clients.s3, settings.bucket)
    with ExitStack() as stack:
        sandbox = stack.enter_context(Sandbox.open(slots=settings.slots))
        make_undumpable()
        packages = PackageCache(settings.cache_dir, store, settings.cache_mib)
        stack.callback(packages.close)
        bench = kinds.Bench(store, packages, sandbox)
        yield Desk(
            messages=messages,
            callbacks=aws.TaskTokens(clients.stepfunctions),
            store=store,
            post=aws.SqsPost(clients.sqs, settings.progress_queue_url) if settings.progress_queue_url else aws.NoPost(),
            perform=lambda job, line: kinds.perform(job, bench, line),
        )
