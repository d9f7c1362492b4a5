"""`alpaco budget show|set|stop|go --stage STAGE`: what models may take in a day, and a switch."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from operate.aws import client, told_plainly
from operate.keys import table_of

if TYPE_CHECKING:
    from chalicelib.usecases.limits import Switch


def run(arguments: Namespace) -> int:
    """Raises OperatorError."""
    from chalicelib.adapters.access import AccessTable
    from chalicelib.domain.limits import tokens_counter
    from chalicelib.usecases.limits import SWITCH

    with told_plainly():
        table = AccessTable(client("dynamodb"), table_of(arguments.stage))
        switch = _changed(table.switch(SWITCH), arguments)
        if arguments.action != "show":
            table.set_switch(SWITCH, switch)
        spent = table.counted(tokens_counter(datetime.now(UTC).timestamp()))
    print(json.dumps(_shown(switch, spent)) if arguments.json else "\n".join(_lines(switch, spent)))
    return 0


def _changed(switch: Switch, arguments: Namespace) -> Switch:
    if arguments.action == "set":
        return replace(switch, tokens_per_day=arguments.tokens)
    return replace(switch, stopped=arguments.action == "stop") if arguments.action in ("stop", "go") else switch


def _shown(switch: Switch, spent: int) -> dict[str, object]:
    return {"spent_today": spent, "tokens_per_day": switch.tokens_per_day, "stopped": switch.stopped}


def _lines(switch: Switch, spent: int) -> list[str]:
    most = "as the settings say" if switch.tokens_per_day is None else f"{switch.tokens_per_day:,}"
    return [
        f"tokens today    {spent:,}",
        f"tokens per day  {'without limit' if switch.tokens_per_day == 0 else most}",
        f"generation      {'stopped' if switch.stopped else 'allowed'}",
    ]
