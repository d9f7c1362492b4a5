"""Worker processes that are killed, stopped, broken and frozen while they judge."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from tests.e2e.harness import until
from tests.faults.embedded.stage import SLOW, Stage, kill


def test_w1_worker_is_killed_in_the_middle_of_a_test(stage: Stage) -> None:
    submission_id = stage.submit(SLOW)
    with stage.worker() as pid:
        stage.wait_for_job()
        kill(pid)
        assert stage.shown(submission_id)["status"] == "pending"
        stage.judge_next()
    stage.ends(submission_id, "ACCEPTED")


def test_w2_worker_is_told_to_stop_in_the_middle_of_a_test(stage: Stage) -> None:
    submission_id = stage.submit(SLOW)
    with stage.worker(WORKER_GRACE_S="0.1") as pid:
        stage.wait_for_job()
        os.kill(pid, signal.SIGTERM)
        stage.judge_next()
    stage.ends(submission_id, "ACCEPTED")


def test_w8_worker_is_frozen_while_another_one_judges(stage: Stage) -> None:
    submission_id = stage.submit(SLOW)
    with stage.worker() as pid:
        log = stage.wait_for_job()
        os.killpg(pid, signal.SIGSTOP)
        stage.judge_next()
        before = stage.ends(submission_id, "ACCEPTED")
        os.killpg(pid, signal.SIGCONT)
        until(log.read_text, lambda text: "job_done" in text, what="the end of the frozen job")
        assert stage.shown(submission_id) == before


def test_w11_sandbox_of_a_worker_breaks(stage: Stage) -> None:
    submission_id = stage.submit(SLOW)
    with stage.worker() as pid:
        stage.wait_for_job()
        for child in _children(pid):
            os.kill(child, signal.SIGKILL)
        stage.ends(submission_id, "ACCEPTED")
    stage.let_polls_end()


def _children(pid: int) -> list[int]:
    """Of every thread of the process."""
    listed = (path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children"))
    return [int(child) for text in listed for child in text.split()]
