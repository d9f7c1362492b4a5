"""A budget: somebody is told before the month's bill is a surprise."""

from __future__ import annotations

from aws_cdk import aws_budgets as budgets
from aws_cdk import aws_sns as sns
from constructs import Construct
from settings import Settings

_Budget = budgets.CfnBudget
# Percent of the budget, and whether it is spent or only foreseen.
WARNINGS = ((80, "ACTUAL"), (100, "FORECASTED"), (100, "ACTUAL"))


class Budget(Construct):
    """Over the whole account: one for a stage would need a cost allocation tag, and be blind until that is active."""

    def __init__(self, scope: Construct, id_: str, *, topic: sns.Topic, settings: Settings) -> None:
        super().__init__(scope, id_)
        amount = _Budget.SpendProperty(amount=settings.monthly_budget_usd, unit="USD")
        self.budget = _Budget(
            self,
            "Month",
            budget=_Budget.BudgetDataProperty(
                budget_name=f"{settings.stack_name}-month",
                budget_type="COST",
                time_unit="MONTHLY",
                budget_limit=amount,
            ),
            notifications_with_subscribers=[_warning(topic, percent, kind) for percent, kind in WARNINGS],
        )


def _warning(topic: sns.Topic, percent: int, kind: str) -> _Budget.NotificationWithSubscribersProperty:
    notification = _Budget.NotificationProperty(
        comparison_operator="GREATER_THAN", notification_type=kind, threshold=percent, threshold_type="PERCENTAGE"
    )
    subscriber = _Budget.SubscriberProperty(subscription_type="SNS", address=topic.topic_arn)
    return _Budget.NotificationWithSubscribersProperty(notification=notification, subscribers=[subscriber])
