"""Who does not come to an end is waited for less each time."""

from __future__ import annotations

from judge.probe.patience import PROBE_S, Patience


def test_who_always_ended_has_its_usual_time() -> None:
    assert Patience().limit_s("validate.py", 60.0) == 60.0


def test_waiting_for_ten_that_hang_costs_less_than_three_usual_limits() -> None:
    patience, waited_s = Patience(), 0.0
    for _ in range(10):
        waited_s += patience.limit_s("validate.py", PROBE_S)
        patience.hung("validate.py")
    assert waited_s < 3 * PROBE_S
    assert patience.limit_s("other.py", PROBE_S) == PROBE_S
