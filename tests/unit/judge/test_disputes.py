"""Who is wrong if two solutions differ, and which starts of an interpreter are worth it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from judge.bench.gates.model import Entry, Kind, Result
from judge.bench.gates.record import Record
from judge.gates.layout_lines import has_lines, rows_of
from judge.gates.model import Blame, GateResult, GateStatus
from judge.probe.agreement import Agreement, Cause, Dispute, Vote
from judge.probe.player import Played
from judge.sandbox.outcome import Outcome
from judge.sandbox.status import Status
from judge.validate import Judgement
from judge.verify import Outcome as Verified


def _played(text: bytes) -> Played:
    return Played(Outcome(Status.EXITED, 0, stdout=text), None)


def differing(ours: bytes, theirs: bytes) -> Agreement:
    dispute = Dispute(b"1\n", _played(ours), _played(theirs))
    return Agreement("brute", compared=10, differing=40, disputes=(dispute,))


OURS, THEIRS = Vote("third.py", with_ours=True), Vote("third.py", with_ours=False, with_theirs=True)


@pytest.mark.parametrize(
    ("votes", "says_any", "cause"),
    [
        pytest.param((), None, Cause.MANY_ANSWERS, id="nobody-knows"),
        pytest.param((), False, Cause.REFERENCE, id="spec-knows-one"),
        pytest.param((), True, Cause.MANY_ANSWERS, id="said"),
        pytest.param((OURS,), None, Cause.RIVAL, id="third-with-ours"),
        pytest.param((THEIRS,), None, Cause.REFERENCE, id="third-with-theirs"),
    ],
)
def test_cause_of_many_differences(votes: tuple[Vote, ...], says_any: bool | None, cause: Cause) -> None:
    assert replace(differing(b"1 2\n", b"2 1\n"), votes=votes).cause(says_any) is cause


@pytest.mark.parametrize(("has", "cause"), [(False, Cause.TOLERANCE), (True, Cause.REFERENCE)])
def test_a_tolerance_that_is_there_is_not_missing(has: bool, cause: Cause) -> None:
    assert replace(differing(b"1.5002\n", b"1.5\n"), has_tolerance=has).cause(says_any=False) is cause


@pytest.mark.parametrize(
    ("ours", "theirs", "cause"),
    [
        pytest.param(b"YES\n1 2\n", b"YES\n1 2 \n", Cause.CHECKER, id="white-space"),
        pytest.param(b"1.000000000\n", b"1.0\n", Cause.CHECKER, id="digits"),
        pytest.param(b"1.5\n", b"1.500001\n", Cause.RIVAL, id="another-number"),
        pytest.param(b"yes\n", b"Yes\n", Cause.RIVAL, id="another-word"),
    ],
)
def test_an_output_validator_that_tells_apart_what_is_the_same_is_to_blame(
    ours: bytes, theirs: bytes, cause: Cause
) -> None:
    dispute = Dispute(b"1\n", _played(ours), _played(theirs), theirs_alone=Judgement.REJECTED)
    found = Agreement("brute", compared=10, differing=1, disputes=(dispute,), custom_validator=True)
    assert found.cause(says_any=False) is cause


def test_lines_of_a_layout_in_prose_are_counted() -> None:
    rows = rows_of(["n t", "n lines: 0 or 1"])
    assert rows is not None
    assert has_lines(rows, b"3 1\n0\n1\n0\n")
    assert not has_lines(rows, b"3 1\n010\n")


def test_a_record_tells_finished_entries_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("record") / "results.jsonl"
    entry = Entry("base/one", "base", Kind.DEFECT, "class", "why", (), blame=frozenset({Blame.TESTS}))
    gate = GateResult("tests-distinct", GateStatus.FAIL, Blame.TESTS, "twice", "a = b")
    result = Result(entry, Verified.REJECTED, (gate,), 1.5, 0.5)
    Record(path).add(result)
    assert Record(path).known([entry, replace(entry, id="base/two")]) == [result]
