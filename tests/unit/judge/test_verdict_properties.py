"""What holds for the verdict of any run and of any list of verdicts."""

from __future__ import annotations

from chalicelib.protocol import Verdict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judge.sandbox.outcome import Outcome
from judge.sandbox.status import Status
from judge.sandbox.usage import Usage
from judge.verdict import final_verdict, is_near_limit, verdict_of_run, why

V = Verdict
_patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
_SECONDS = st.floats(0, 100, allow_nan=False)
_LIMITS = st.floats(0.01, 50)
_VERDICTS = st.lists(st.sampled_from(Verdict), max_size=30)
_LIMIT_STATUSES = (Status.CPU_LIMIT, Status.WALL_LIMIT, Status.MEMORY_LIMIT, Status.OUTPUT_LIMIT)


@st.composite
def outcomes(draw: st.DrawFn, statuses: tuple[Status, ...] = tuple(Status)) -> Outcome:
    status = draw(st.sampled_from(statuses))
    signal = draw(st.none() | st.integers(1, 64))
    code = draw(st.integers(0, 255)) if signal is None else None
    usage = Usage(draw(_SECONDS), draw(_SECONDS), draw(st.floats(0, 5000)))
    return Outcome(status, code, signal, usage, stdout=draw(st.binary(max_size=8)), detail=draw(st.text(max_size=8)))


@_patient
@given(outcomes(), _LIMITS)
def test_only_a_clean_end_within_time_goes_on_to_validation(outcome: Outcome, limit_s: float) -> None:
    clean = outcome.status is Status.EXITED and outcome.exit_code == 0 and outcome.usage.cpu_s <= limit_s
    assert (verdict_of_run(outcome, limit_s) is None) is clean


@_patient
@given(outcomes(), _LIMITS)
def test_no_run_alone_is_accepted_or_wrong(outcome: Outcome, limit_s: float) -> None:
    assert verdict_of_run(outcome, limit_s) not in (V.ACCEPTED, V.WRONG_ANSWER, V.COMPILE_ERROR)


@_patient
@given(outcomes(), _LIMITS)
def test_tampering_needs_proof_and_our_fault_is_nobody_else_s(outcome: Outcome, limit_s: float) -> None:
    verdict = verdict_of_run(outcome, limit_s)
    assert (verdict is V.SECURITY_VIOLATION) is (outcome.status is Status.TAMPERED)
    assert (verdict is V.JUDGE_ERROR) is (outcome.status is Status.FAILED)


@_patient
@given(outcomes(_LIMIT_STATUSES), _LIMITS)
def test_a_limit_wins_over_how_the_process_died(outcome: Outcome, limit_s: float) -> None:
    assert verdict_of_run(outcome, limit_s) is not V.RUNTIME_ERROR


@_patient
@given(outcomes((Status.EXITED, Status.SIGNALLED, *_LIMIT_STATUSES)), _LIMITS)
def test_time_comes_before_all_that_a_program_can_do(outcome: Outcome, limit_s: float) -> None:
    if outcome.usage.cpu_s > limit_s:
        assert verdict_of_run(outcome, limit_s) is V.TIME_LIMIT_EXCEEDED


@_patient
@given(outcomes(), _LIMITS, st.floats(1, 10))
def test_more_time_never_makes_a_verdict_worse(outcome: Outcome, limit_s: float, factor: float) -> None:
    if verdict_of_run(outcome, limit_s) is None:
        assert verdict_of_run(outcome, limit_s * factor) is None


@_patient
@given(outcomes(), _LIMITS)
def test_output_decides_nothing_about_a_run(outcome: Outcome, limit_s: float) -> None:
    silent = Outcome(outcome.status, outcome.exit_code, outcome.signal, outcome.usage, detail=outcome.detail)
    assert verdict_of_run(silent, limit_s) is verdict_of_run(outcome, limit_s)
    assert is_near_limit(silent, limit_s) is is_near_limit(outcome, limit_s)


@_patient
@given(outcomes(), _LIMITS, st.sampled_from(Verdict))
def test_every_end_can_be_told_in_one_line(outcome: Outcome, limit_s: float, verdict: Verdict) -> None:
    assert "\n" not in why(outcome, verdict_of_run(outcome, limit_s) or verdict).replace(outcome.detail, "")


@_patient
@given(_VERDICTS)
def test_final_verdict_is_among_the_verdicts(verdicts: list[Verdict]) -> None:
    assert final_verdict(verdicts) in {*verdicts, V.JUDGE_ERROR}
    assert (final_verdict(verdicts) is V.ACCEPTED) is (bool(verdicts) and set(verdicts) == {V.ACCEPTED})


@_patient
@given(_VERDICTS)
def test_an_error_of_ours_hides_every_verdict(verdicts: list[Verdict]) -> None:
    assert final_verdict([*verdicts, V.JUDGE_ERROR]) is V.JUDGE_ERROR
    assert final_verdict([V.JUDGE_ERROR, *verdicts]) is V.JUDGE_ERROR


@_patient
@given(_VERDICTS, _VERDICTS)
def test_what_follows_the_first_failure_changes_nothing(before: list[Verdict], after: list[Verdict]) -> None:
    first = final_verdict(before)
    if before and first is not V.ACCEPTED and V.JUDGE_ERROR not in after:
        assert final_verdict([*before, *after]) is first


@_patient
@given(_VERDICTS, st.integers(0, 30))
def test_accepted_tests_may_stand_anywhere(verdicts: list[Verdict], place: int) -> None:
    if verdicts:
        assert final_verdict([*verdicts[:place], V.ACCEPTED, *verdicts[place:]]) is final_verdict(verdicts)
