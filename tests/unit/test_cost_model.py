"""The cost model adds up, agrees with what is known of AWS's bills, and is what the pages show."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tools import cost_chart, cost_model
from tools.cost_model import STAGES, Design, Submission, Task
from tools.cost_prices import PARTS, PRICES_USD, QUOTAS, RAISABLE


def test_every_price_belongs_to_one_part_of_the_bill() -> None:
    assert sorted(unit for units in PARTS.values() for unit in units) == sorted(PRICES_USD)


@pytest.mark.parametrize("design", Design)
def test_parts_add_up_to_the_whole(design: Design) -> None:
    bill = cost_model.submission(design)
    assert set(bill) <= set(PRICES_USD)
    assert sum(cost_model.by_part(bill).values()) == pytest.approx(cost_model.cost_usd(bill))


@pytest.mark.parametrize("work_s", [0.1, 29.0])
def test_task_is_billed_for_a_minute_when_it_ends_sooner(work_s: float) -> None:
    task = Task(vcpu=1, memory_gib=2, start_s=30)
    assert task.alone(work_s) == task.running(60)
    assert task.alone(90)["fargate_vcpu_h"] == pytest.approx(120 / 3600)


def test_idle_task_costs_what_the_price_list_says() -> None:
    month = Task(vcpu=1, memory_gib=2).running(3600 * cost_model.HOURS_PER_MONTH)
    assert cost_model.cost_usd(month) == pytest.approx((0.04656 + 2 * 0.00511) * 730)


def test_more_tests_cost_the_first_design_a_task_each_and_ours_nothing_of_the_kind() -> None:
    few, many = Submission(tests=10), Submission(tests=100)
    first = [cost_model.submission(Design.PER_TEST, work)["fargate_vcpu_h"] for work in (few, many)]
    ours = [cost_model.submission(Design.PER_SUBMISSION, work)["fargate_vcpu_h"] for work in (few, many)]
    assert first[1] == pytest.approx(10 * first[0])
    assert ours[0] == ours[1]


def test_warm_pool_is_cheapest_per_submission_and_pays_off_where_it_is_said() -> None:
    usd = {design: cost_model.cost_usd(cost_model.submission(design)) for design in Design}
    assert usd[Design.WARM] < usd[Design.PER_SUBMISSION] < usd[Design.PER_TEST]
    for stage in STAGES.values():
        number = cost_model.break_even(stage)
        warm, cold = (
            cost_model.cost_usd(cost_model.month(stage, design)) + number * usd[design]
            for design in (Design.WARM, Design.PER_SUBMISSION)
        )
        assert warm == pytest.approx(cold, rel=1e-3)


def test_lowest_quota_limits_each_design() -> None:
    def limit(design: Design, vcpus: float) -> str:
        return cost_model.lowest(cost_model.ceilings(design, vcpus=vcpus))[0]

    assert {limit(design, QUOTAS[RAISABLE]) for design in Design} == {RAISABLE}
    raised = [limit(design, 10_000) for design in Design]
    assert raised == ["Step Functions StartExecution", "ECS RunTask", "ECS RunTask"]


def test_generation_pays_mostly_for_the_frames_that_it_keeps() -> None:
    parts = cost_model.by_part(cost_model.generation())
    assert max(parts, key=lambda part: parts[part]) == "data"


def test_report_names_every_design_and_stage() -> None:
    report = cost_model.report()
    assert all(name in report for name in (*Design, *STAGES))


@pytest.mark.parametrize("page", cost_chart.PAGES, ids=lambda page: page.name)
def test_page_shows_the_figures_of_today(page: Path) -> None:
    text = page.read_text()
    assert cost_chart.with_table(text, cost_chart.PAGES[page]) == text, "run python -m tools.cost_chart"
    section = text.partition(cost_chart.END)[2].partition("\n## ")[0]
    months = [f"{cost_model.cost_usd(cost_model.month(stage)):.0f}" for stage in STAGES.values()]
    assert re.findall(r"\$(\d+)(?![\d.])", section) == months
    assert re.findall(r"\$(\d+\.\d\d)", section) == [f"{100 * cost_model.cost_usd(cost_model.generation()):.2f}"]


def test_chart_is_the_one_of_today_and_as_long_as_the_bills() -> None:
    drawn = cost_chart.chart()
    assert cost_chart.CHART.read_text() == drawn, "run python -m tools.cost_chart"
    widths = re.findall(r'<rect x="[\d.]+" y="\d+" width="([\d.]+)"', drawn)
    totals = [sum(map(float, widths[start : start + len(PARTS)])) for start in range(0, 3 * len(PARTS), len(PARTS))]
    usd = [cost_model.cost_usd(cost_model.submission(design)) for design in Design]
    assert totals[0] / totals[2] == pytest.approx(usd[0] / usd[2], abs=0.005)


def test_bill_of_nothing_is_nothing() -> None:
    assert cost_model.cost_usd(Counter()) == 0
