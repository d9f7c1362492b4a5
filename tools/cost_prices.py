"""What AWS asks for one unit of each thing that the service uses, and how much it gives: one table, one date.

List prices of `REGION` in US dollars without tax, free tier, discounts. A price that has changed is one line to mend;
`python -m tools.cost_chart` then writes the pages that show results anew, and a test says if that was forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping

AS_OF = "2026-11"
REGION = "ap-northeast-2"
MILLION = 1_000_000

# By unit. The name of a unit is what a bill (`cost_model.Bill`) counts.
PRICES_USD: Mapping[str, float] = {
    "fargate_vcpu_h": 0.04656,
    "fargate_gib_h": 0.00511,
    "lambda_gib_s": 0.0000166667,
    "lambda_request": 0.20 / MILLION,
    "transition": 0.0271 / 1000,
    "rest_request": 3.50 / MILLION,
    "websocket_message": 1.14 / MILLION,
    # On demand: one unit writes 1 KB, or reads 4 KB consistently.
    "table_write": 0.6775 / MILLION,
    "table_read": 0.1355 / MILLION,
    "object_write": 0.0045 / 1000,
    "object_read": 0.00035 / 1000,
    "queue_request": 0.40 / MILLION,
    "log_gib": 0.76,
    "trace": 5.0 / MILLION,
    "endpoint_h": 0.013,
    "endpoint_gib": 0.01,
    "alarm_metric_month": 0.10,
    "metric_month": 0.30,
    "dashboard_month": 3.00,
    "secret_month": 0.40,
}

# What is charged together, in the order in which it is shown.
PARTS: Mapping[str, tuple[str, ...]] = {
    "runners": ("fargate_vcpu_h", "fargate_gib_h", "endpoint_gib"),
    "workflow": ("transition", "queue_request"),
    "functions and APIs": ("lambda_gib_s", "lambda_request", "rest_request", "websocket_message"),
    "data": ("table_write", "table_read", "object_write", "object_read"),
    "observing": ("log_gib", "trace", "alarm_metric_month", "metric_month", "dashboard_month"),
    "standing": ("endpoint_h", "secret_month"),
}

# Quotas of a new account. Per second, except where the name says otherwise.
QUOTAS: Mapping[str, float] = {
    "API Gateway requests": 10_000,
    "Step Functions StartExecution": 150,
    "Step Functions transitions": 800,
    "ECS RunTask": 20,
    "Fargate vCPUs at one time": 6,
}
# The one that everybody has raised first; it costs nothing.
RAISABLE = "Fargate vCPUs at one time"
