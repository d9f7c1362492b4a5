"""What callers may ask for, and what models may take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from chalicelib.config import Config
from chalicelib.domain.generation import FailureClass, GenerationFailed, GenerationJob, Spending
from chalicelib.domain.identity import ANYBODY, Caller
from chalicelib.domain.limits import Allowance, Ask, allowance
from chalicelib.errors import ConfigError, OverLimit
from chalicelib.usecases.budgeted import WithinBudget
from chalicelib.usecases.drafting import Product, StageStream
from chalicelib.usecases.limits import SWITCH, Budget, Limits, Switch
from chalicelib.usecases.streams import FrameLog

from tests.unit.generation.fakes import JOB, Mailboxes, MemoryJobs
from tests.unit.usecases.fakes_service import FakeClock, MemoryCounters

ADA, BOB = Caller("ada", frozenset()), Caller("bob", frozenset())


def desk(**allowed: Allowance) -> tuple[Limits, FakeClock]:
    clock = FakeClock()
    return Limits({Ask(name): item for name, item in allowed.items()}, MemoryCounters(), clock), clock


def test_a_minute_and_a_day_are_counted_for_each_caller() -> None:
    limits, clock = desk(grade=Allowance(per_minute=2, per_day=3))
    for _ in range(2):
        limits.charge(ADA, Ask.GRADE)
    with pytest.raises(OverLimit) as minute:
        limits.charge(ADA, Ask.GRADE)
    assert minute.value.retry_after_s == 60
    limits.charge(BOB, Ask.GRADE)
    clock.pass_(timedelta(seconds=60))
    limits.charge(ADA, Ask.GRADE)
    with pytest.raises(OverLimit) as day:
        limits.charge(ADA, Ask.GRADE)
    assert day.value.retry_after_s == 12 * 3600 - 60


def test_a_batch_counts_as_what_it_holds() -> None:
    limits, _ = desk(grade=Allowance(per_minute=50))
    with pytest.raises(OverLimit):
        limits.charge(ADA, Ask.GRADE, 51)
    limits.charge(ADA, Ask.GRADE, 50)


def test_administrators_and_what_has_no_limit_are_not_counted() -> None:
    limits, _ = desk(grade=Allowance(per_minute=1))
    for _ in range(5):
        limits.charge(ANYBODY, Ask.GRADE)
        limits.charge(ADA, Ask.TICKET)


@pytest.mark.parametrize("text", ["60", "60/hour", "-1/minute", "60/minute x"])
def test_unreadable_allowance_is_named(text: str) -> None:
    assert allowance("60/minute 5000/day") == Allowance(60, 5000)
    with pytest.raises(ConfigError, match="LIMITS"):
        _ = Config({"LIMITS": f'{{"grade": "{text}"}}'}).allowances


def test_budget_is_used_up_until_midnight_and_operators_may_change_it() -> None:
    counters, clock = MemoryCounters(), FakeClock()
    budget = Budget(counters, 100, clock)
    budget.spend("ada", 100)
    with pytest.raises(OverLimit) as used:
        budget.require()
    assert used.value.retry_after_s == 12 * 3600
    counters.switches[SWITCH] = Switch(tokens_per_day=0)
    budget.require()
    counters.switches[SWITCH] = Switch(stopped=True)
    with pytest.raises(OverLimit, match="switched off"):
        budget.require()
    counters.switches.clear()
    clock.pass_(timedelta(hours=12))
    budget.require()


@dataclass
class Spendthrift:
    """Takes ten tokens for each draft, and fails."""

    taken: int = 0

    def draft(self, job: GenerationJob, stage: str, stream: StageStream) -> Product | None:
        self.taken += 10
        raise GenerationFailed(FailureClass.PROVIDER_ERROR, "", retryable=True)

    def spending(self, job: GenerationJob) -> Spending:
        return Spending(prompt_tokens=self.taken)


def test_what_a_failed_stage_took_is_counted_for_its_owner_too_and_the_next_is_not_begun() -> None:
    counters = MemoryCounters()
    drafter = WithinBudget(Spendthrift(), Budget(counters, 10, FakeClock()))
    stream = StageStream(FrameLog(MemoryJobs(), Mailboxes()), JOB.job_id, "spec")
    classes = []
    for _ in range(2):
        with pytest.raises(GenerationFailed) as raised:
            drafter.draft(JOB, "spec", stream)
        classes.append(raised.value.class_)
    assert classes == [FailureClass.PROVIDER_ERROR, FailureClass.BUDGET]
    assert sorted(counters.amounts.values()) == [10, 10]
