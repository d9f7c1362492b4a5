"""Requests are repeated where that is safe, and refusals name what is at fault."""

from __future__ import annotations

import json

import pytest
from alpaco_client import Alpaco, ApiError, Unreachable
from alpaco_client.http import ATTEMPTS, LONGEST_PAUSE_S, Answer, Http, Request, pause_s

from tests.unit.client.fakes_client import FakeSend, answer, no_sleep

PENDING = {"submission_id": "s1", "problem_id": "p", "language": "python3", "tests_judged": 1, "verdict": None}
JUDGED = {**PENDING, "verdict": "ACCEPTED", "runs": [], "tests_total": 0}


def service(*answers: Answer | Exception, token: str = "") -> tuple[Alpaco, FakeSend]:
    fake = FakeSend(list(answers))
    return Alpaco("http://x/api", "ws://x/api", token, Http(fake, no_sleep)), fake


@pytest.mark.parametrize(
    "passing", [answer({}, 503), answer({}, 429), ConnectionResetError()], ids=["503", "429", "cut"]
)
def test_submission_is_sent_again_under_the_same_key(passing: Answer | Exception) -> None:
    alpaco, fake = service(passing, answer({"submission_id": "s1"}, 202))
    assert alpaco.submit("ferryrest", "python3", "print(1)") == "s1"
    assert len({request.headers["Idempotency-Key"] for request in fake.requests}) == 1
    assert len(fake.requests) == 2


def test_request_without_a_key_is_sent_once_when_it_writes() -> None:
    fake = FakeSend([ConnectionResetError()])
    with pytest.raises(Unreachable):
        Http(fake, no_sleep)(Request("PUT", "http://x", {}))
    assert len(fake.requests) == 1


def test_unreachable_service_is_given_up_after_some_attempts() -> None:
    alpaco, fake = service(*[ConnectionRefusedError() for _ in range(ATTEMPTS)])
    with pytest.raises(Unreachable):
        alpaco.languages()
    assert len(fake.requests) == ATTEMPTS


def test_refusal_names_the_field_and_is_not_repeated() -> None:
    problem = {"title": "Invalid", "status": 422, "detail": "language is unknown", "field": "language"}
    alpaco, fake = service(answer(problem, 422))
    with pytest.raises(ApiError, match="language is unknown") as caught:
        alpaco.submit("p", "cobol", "x")
    assert (caught.value.status, caught.value.problem["field"], len(fake.requests)) == (422, "language", 1)


def test_refusal_of_a_gateway_is_shown_as_it_is() -> None:
    alpaco, _ = service(Answer(400, b"<html>bad gateway</html>"))
    with pytest.raises(ApiError, match="bad gateway"):
        alpaco.languages()


def test_fault_of_the_service_is_told_with_its_trace_id() -> None:
    problem, headers = {"detail": "The fault has been logged.", "status": 500}, {"x-trace-id": "ab" * 16}
    for status, is_told in ((500, True), (404, False)):
        alpaco, _ = service(answer(problem, status, headers))
        with pytest.raises(ApiError) as caught:
            alpaco.languages()
        assert (("ab" * 16 in str(caught.value)), caught.value.trace_id) == (is_told, "ab" * 16)


def test_used_up_day_is_told_at_once() -> None:
    alpaco, fake = service(answer({"detail": "5000 a day"}, 429, {"retry-after": "40000"}))
    with pytest.raises(ApiError, match="5000 a day"):
        alpaco.submit("p", "python3", "x")
    assert len(fake.requests) == 1


def test_pause_is_what_the_service_asks_for() -> None:
    assert pause_s(1, answer({}, 429, {"retry-after": "3"})) == 3
    assert pause_s(1, answer({}, 429, {"retry-after": "9999"})) == LONGEST_PAUSE_S
    assert pause_s(3, None) > pause_s(2, None)


def test_catalogue_is_read_page_by_page() -> None:
    pages = [{"problems": [{"problem_id": name}], "cursor": cursor} for name, cursor in (("a", "c1"), ("b", None))]
    alpaco, fake = service(*map(answer, pages))
    assert [item.problem_id for item in alpaco.problems()] == ["a", "b"]
    assert "cursor=c1" in fake.requests[1].url


def test_verdict_is_waited_for() -> None:
    alpaco, _ = service(answer(PENDING), answer(PENDING), answer(JUDGED))
    assert alpaco.wait("s1").verdict == "ACCEPTED"


def test_custom_run_is_waited_for_when_it_takes_longer() -> None:
    alpaco, fake = service(
        answer({"run_id": "r1", "status": "pending"}, 202), answer({"status": "finished", "stdout": "4"})
    )
    assert alpaco.run("python3", "print(4)", "")["stdout"] == "4"
    assert json.loads(fake.requests[0].body or b"")["stdin"] == ""


def test_token_is_sent_and_never_shown() -> None:
    alpaco, fake = service(answer({"languages": []}), token="secret-key")
    alpaco.languages()
    assert fake.requests[0].headers["Authorization"] == "Bearer secret-key"
    assert "secret-key" not in repr(alpaco)
