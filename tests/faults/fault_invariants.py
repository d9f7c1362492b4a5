"""What holds whatever fails: the six promises of docs/reliability.md."""

from __future__ import annotations

from chalicelib.domain import ids
from chalicelib.protocol import Verdict

from tests.faults.fault_world import OWNER, World, truth_of


class Ledger:
    """Sees every verdict that is ever written."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.written: dict[tuple[str, int], list[Verdict]] = {}
        finish = world.rows.finish

        def noted(submission_id, attempt, judgement, finished_at):  # type: ignore[no-untyped-def]
            done = finish(submission_id, attempt, judgement, finished_at)
            if done:
                self.written.setdefault((submission_id, attempt), []).append(judgement.result.verdict)
            return done

        world.rows.finish = noted  # type: ignore[method-assign]

    def check(self) -> None:
        """All six, after the world has settled."""
        for submission_id, code in self.world.promised.items():
            self.check_one(submission_id, code)
        self.check_costs()

    def check_one(self, submission_id: str, code: str) -> None:
        row = self.world.row(submission_id)
        assert row.verdict is not None, f"I1: {submission_id} has no verdict"
        for attempt in range(1, row.attempt + 1):
            written = self.written.get((submission_id, attempt), [])
            assert len(written) == 1, f"I1, I2, I3: {submission_id}/{attempt} was given {written}"
            assert written[0] in (truth_of(code), Verdict.JUDGE_ERROR), f"I4: {submission_id} is {written}"
            self.check_replay(submission_id, attempt, written[0])
        assert row.verdict is self.written[submission_id, row.attempt][0], f"I2: {submission_id} has changed"

    def check_replay(self, submission_id: str, attempt: int, verdict: Verdict) -> None:
        frames = self.world.log(ids.log_id(submission_id, attempt))
        assert [frame.seq for frame in frames] == list(range(1, len(frames) + 1)), "I6: numbers have gaps"
        ends = [frame for frame in frames if frame.event.type.is_terminal]
        assert ends == frames[-1:], f"I6: {submission_id}/{attempt} ends {len(ends)} times"
        assert ends[0].event.data["outcome"] == verdict, "I6: the log says something else"
        tests = [frame.event.data["test"] for frame in frames[:-1]]
        assert len(tests) == len(set(tests)), "I6: a test is told twice"

    def check_costs(self) -> None:
        """Every execution and every job belongs to somebody."""
        for name in self.world.machine.executions:
            row = self.world.rows.rows.get(name.rpartition("-")[0])
            assert row is not None, f"I5: execution {name} belongs to nothing"
            assert row.owner == OWNER, f"I5: execution {name} belongs to nobody"
        assert set(self.world.performed) <= set(self.world.rows.rows), "I5: a job belongs to nothing"
