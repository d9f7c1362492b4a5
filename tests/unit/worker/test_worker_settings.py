from __future__ import annotations

import pytest
from worker.settings import OneJob, Settings, SettingsError

GOOD = {"BUCKET": "b", "JOB_QUEUE_URLS": '{"main": "https://q/main", "python": "https://q/python"}'}


def test_a_worker_serves_all_queues_unless_pools_are_named() -> None:
    assert list(Settings.from_environ(GOOD).queues) == ["main", "python"]
    assert Settings.from_environ({**GOOD, "WORKER_POOLS": "python"}).queues == {"python": "https://q/python"}


def test_queues_of_what_may_wait_lie_behind_those_of_their_pools() -> None:
    later = '{"python": "https://q/later", "java": "https://q/never"}'
    settings = Settings.from_environ({**GOOD, "REJUDGE_QUEUE_URLS": later})
    assert settings.behind == {"https://q/python": "https://q/later"}
    assert Settings.from_environ(GOOD).behind == {}


def test_a_task_for_one_job_needs_no_queues() -> None:
    settings = Settings.from_environ({"BUCKET": "b", "ALPACO_JOB": "{}", "ALPACO_TASK_TOKEN": "t"})
    assert (settings.one_job, settings.queues) == (OneJob("t", {}), {})


@pytest.mark.parametrize(
    ("changes", "variable"),
    [
        ({"BUCKET": ""}, "BUCKET"),
        ({"JOB_QUEUE_URLS": ""}, "JOB_QUEUE_URLS"),
        ({"JOB_QUEUE_URLS": "["}, "JOB_QUEUE_URLS"),
        ({"JOB_QUEUE_URLS": "[1]"}, "JOB_QUEUE_URLS"),
        ({"REJUDGE_QUEUE_URLS": "["}, "REJUDGE_QUEUE_URLS"),
        ({"WORKER_POOLS": "java"}, "WORKER_POOLS"),
        ({"WORKER_SLOTS": "0"}, "WORKER_SLOTS"),
        ({"WORKER_SLOTS": "many"}, "WORKER_SLOTS"),
        ({"ALPACO_JOB": "{}"}, "ALPACO_TASK_TOKEN"),
        ({"ALPACO_JOB": "{", "ALPACO_TASK_TOKEN": "t"}, "ALPACO_JOB"),
    ],
)
def test_a_wrong_environment_is_named(changes: dict[str, str], variable: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environ({**GOOD, **changes})
    assert caught.value.variable == variable
