"""Batches, rejudging, custom runs and waiting, over HTTP on moto's tables."""

from __future__ import annotations

from typing import Any

import pytest
from chalicelib.domain.identity import ANYBODY
from chalicelib.protocol import CompileReport, Result, RunReport, Verdict

from tests.functional.service.cloud import Cloud

BODY = {"language": "python", "code": "print(3)"}
ITEM = {**BODY, "problem_id": "sum"}


def judge(cloud: Cloud, submission_id: str, attempt: int = 1, verdict: Verdict = Verdict.WRONG_ANSWER) -> None:
    """Gives a verdict as RecordVerdict does."""
    runs = (RunReport("sample/1", verdict, 0.1, 0.2, 9.0, "why"),)
    result = Result(submission_id, attempt, verdict, "python3", CompileReport(True, "", 0.0), runs, tests_total=2)
    cloud.services.verdicts.give(submission_id, attempt, result)


def submit(cloud: Cloud) -> str:
    cloud.import_package("sum")
    return str(cloud.call("POST", "/problems/sum/grade", BODY).body["submission_id"])


def test_batch_takes_every_submission_and_starts_each(cloud: Cloud) -> None:
    cloud.import_package("sum")
    answer = cloud.call("POST", "/submissions", {"submissions": [ITEM] * 3})
    ids = {item["submission_id"] for item in answer.body["submissions"]}
    assert (answer.status, len(ids), cloud.count("submissions"), len(cloud.executions())) == (202, 3, 3, 3)


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        pytest.param({"submissions": []}, 422, "submissions", id="empty"),
        pytest.param({"submissions": [ITEM] * 51}, 422, "submissions", id="51"),
        pytest.param({"submissions": [ITEM, {**ITEM, "code": " "}]}, 422, "submissions.1.code", id="blank-code"),
        pytest.param({"submissions": [ITEM, {**ITEM, "problem_id": "x"}]}, 404, "submissions.1.problem_id", id="none"),
        pytest.param({"submissions": [ITEM, BODY]}, 422, "submissions.1.problem_id", id="no-problem"),
        pytest.param({"submissions": [{**ITEM, "code": "x" * 300_000}]}, 413, "submissions.0.code", id="300-kib"),
    ],
)
def test_batch_is_refused_as_a_whole_and_nothing_is_written(cloud: Cloud, body: Any, status: int, field: str) -> None:
    cloud.import_package("sum")
    answer = cloud.call("POST", "/submissions", body)
    assert (answer.status, answer.body["field"]) == (status, field)
    assert (cloud.count("submissions"), cloud.keys("code/"), cloud.executions()) == (0, [], [])


def test_rejudge_begins_another_attempt_and_shows_the_old_verdict(cloud: Cloud) -> None:
    submission_id = submit(cloud)
    judge(cloud, submission_id)
    answer = cloud.call("POST", f"/submissions/{submission_id}/rejudge", {})
    assert (answer.status, answer.body["attempt"], answer.body["status"]) == (202, 2, "pending")
    judge(cloud, submission_id, 2, Verdict.ACCEPTED)
    shown = cloud.call("GET", f"/submissions/{submission_id}").body
    assert (shown["verdict"], shown["attempt"]) == ("ACCEPTED", 2)
    assert [(past["attempt"], past["verdict_code"]) for past in shown["history"]] == [(1, "WA")]
    assert sorted(cloud.executions()) == [f"{submission_id}-1", f"{submission_id}-2"]


def test_each_attempt_has_a_log_of_frames_of_its_own(cloud: Cloud) -> None:
    submission_id = submit(cloud)
    for attempt in (1, 2):
        judge(cloud, submission_id, attempt)
        cloud.call("POST", f"/submissions/{submission_id}/rejudge", {})
    ends = [
        [frame.event.type for frame in cloud.services.frames.replay(log, 0)]
        for log in (submission_id, f"{submission_id}-2")
    ]
    assert ends == [["test", "done"], ["test", "done"]]
    assert cloud.call("GET", f"/submissions/{submission_id}").body["tests_judged"] == 0


def test_rejudge_of_a_pending_submission_is_refused(cloud: Cloud) -> None:
    answer = cloud.call("POST", f"/submissions/{submit(cloud)}/rejudge", {})
    assert (answer.status, answer.body["field"]) == (409, "submission_id")


def test_rejudge_of_a_problem_goes_page_by_page(cloud: Cloud) -> None:
    cloud.import_package("sum")
    made = [cloud.call("POST", "/problems/sum/grade", BODY).body["submission_id"] for _ in range(3)]
    for submission_id in made[:2]:
        judge(cloud, submission_id)
    begun: list[str] = []
    skipped: dict[str, str] = {}
    cursor: str | None = ""
    while cursor is not None:
        page = cloud.call("POST", "/problems/sum/rejudge", {"limit": 2, "cursor": cursor}).body
        begun, skipped, cursor = begun + page["begun"], {**skipped, **page["skipped"]}, page["cursor"]
    assert (sorted(begun), list(skipped)) == (sorted(made[:2]), made[2:])


def test_a_custom_run_shows_what_it_printed(cloud: Cloud) -> None:
    answer = cloud.call("POST", "/runs", {**BODY, "stdin": "7\n"})
    run_id = answer.body["run_id"]
    assert (answer.status, answer.headers["Location"]) == (202, f"/runs/{run_id}")
    assert cloud.keys("code/") == [f"code/{run_id}/1", f"code/{run_id}/stdin"]
    assert cloud.call("GET", f"/runs/{run_id}").body["status"] == "pending"
    cloud.services.objects.put_new(f"results/{run_id}/1.stdout", b"x" * 70_000)
    runs = (RunReport("run", Verdict.RUNTIME_ERROR, 0.1, 0.2, 9.0, "exit code 1"),)
    cloud.services.verdicts.give(run_id, 1, Result(run_id, 1, Verdict.RUNTIME_ERROR, runs=runs))
    shown = cloud.call("GET", f"/runs/{run_id}").body
    assert (shown["status"], shown["verdict_code"], shown["message"]) == ("finished", "RTE", "exit code 1")
    assert (len(shown["stdout"]), shown["stdout_truncated"], shown["stderr"]) == (65_536, True, "")


def test_a_custom_run_is_no_submission_and_a_submission_is_no_run(cloud: Cloud) -> None:
    run_id = cloud.call("POST", "/runs", BODY).body["run_id"]
    assert cloud.call("GET", f"/submissions/{run_id}").status == 404
    assert cloud.call("GET", f"/runs/{submit(cloud)}").status == 404
    assert cloud.call("POST", f"/submissions/{run_id}/rejudge", {}).status == 404


def test_a_run_with_a_used_key_and_another_input_is_refused(cloud: Cloud) -> None:
    first = cloud.call("POST", "/runs", {**BODY, "stdin": "1"}, Idempotency_Key="k")
    assert cloud.call("POST", "/runs", {**BODY, "stdin": "1"}, Idempotency_Key="k").body == first.body
    assert cloud.call("POST", "/runs", {**BODY, "stdin": "2"}, Idempotency_Key="k").status == 422


def test_a_client_that_waits_gets_the_verdict_in_one_answer(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    cloud.import_package("sum")
    cloud.services.__dict__["waiting"] = WaitingJudge(cloud)
    answer = cloud.call("POST", "/problems/sum/grade", BODY, Prefer="respond-async, wait=5")
    assert (answer.status, answer.headers["Preference-Applied"], answer.body["verdict"]) == (200, "wait=5", "ACCEPTED")


class WaitingJudge:
    """Somebody judges while the client waits."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud

    def for_verdict(self, submission: Any, wait_s: int) -> Any:
        judge(self._cloud, submission.submission_id, verdict=Verdict.ACCEPTED)
        return self._cloud.services.visible.submission(submission.submission_id, ANYBODY)


@pytest.mark.parametrize("prefer", ["wait=0", "wait=x", "waiting=5", "handling=strict"])
def test_a_preference_that_asks_for_no_waiting_is_ignored(cloud: Cloud, prefer: str) -> None:
    cloud.import_package("sum")
    answer = cloud.call("POST", "/problems/sum/grade", BODY, Prefer=prefer)
    assert (answer.status, "Preference-Applied" in answer.headers) == (202, False)
