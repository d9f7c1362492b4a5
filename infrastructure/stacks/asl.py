"""What linters of Amazon States Language let pass and executions then stumble over.

Each rule stands for a definition that was deployed without complaint and never worked. `findings` is empty for a sound
definition; synthesis ends with whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

State = Mapping[str, Any]

TIMEOUTS = frozenset({"States.Timeout", "States.HeartbeatTimeout"})
# HeartbeatSeconds also runs while a job waits in its queue: a short one ends jobs that nobody has taken yet.
LEAST_HEARTBEAT_S = 900
CALLBACK = ".waitForTaskToken"
# Fields whose strings are literals unless the name of the field ends in `.$`.
_TEMPLATES = ("Parameters", "ResultSelector", "ItemSelector")
# A name in braces is filled in by the stack.
_PATH = re.compile(r"\$(?!\{)|States\.\w+\(")
_MOMENT = re.compile(r"\$\$\.(Execution\.StartTime|State\.EnteredTime)")
_ITEM = "$$.Map.Item."


def findings(definition: State) -> list[str]:
    """One line per flaw, each with the state's name; machines inside Map and Parallel states are read too."""
    return [f"{name}: {flaw}" for name, flaw in _machine(definition, in_map=False)]


def _machine(definition: State, *, in_map: bool) -> Iterator[tuple[str, str]]:
    states: Mapping[str, State] = definition.get("States", {})
    for name, state in states.items():
        for rule in _RULES:
            yield from ((name, flaw) for flaw in rule(state))
        if not in_map and state.get("Type") != "Map" and _ITEM in str(state):
            yield name, f"{_ITEM}* exists inside a Map alone"
        for inner, inner_in_map in _inner_machines(state):
            yield from _machine(inner, in_map=in_map or inner_in_map)
    yield from _dangling(definition.get("StartAt", ""), states)


def _inner_machines(state: State) -> Iterator[tuple[State, bool]]:
    """The machines inside a state, and whether each runs once per item."""
    for field in ("ItemProcessor", "Iterator"):
        if field in state:
            yield state[field], True
    for branch in state.get("Branches", ()):
        yield branch, False


def _literal_paths(state: State) -> Iterator[str]:
    for field in _TEMPLATES:
        yield from _literals(state.get(field), field)


def _literals(value: Any, where: str) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _literals(item, where)
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        is_path = isinstance(item, str) and _PATH.match(item) is not None
        if isinstance(item, str) and key.endswith(".$") != is_path:
            missing = "is no path" if key.endswith(".$") else "is a literal: a path needs a name that ends in .$"
            yield f"{where}: {key} = {item!r} {missing}"
        yield from _literals(item, f"{where}.{key}")


def _results_of_pass(state: State) -> Iterator[str]:
    if state.get("Type") == "Pass" and any(_has_paths(state.get("Result"))):
        yield "Pass.Result takes no paths: use Parameters"


def _has_paths(value: Any) -> Iterator[bool]:
    if isinstance(value, str):
        yield _PATH.match(value) is not None
    elif isinstance(value, list):
        for item in value:
            yield from _has_paths(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key.endswith(".$")
            yield from _has_paths(item)


def _texts_of_fail(state: State) -> Iterator[str]:
    for field in ("Cause", "Error"):
        if state.get("Type") == "Fail" and any(_has_paths(state.get(field))):
            yield f"Fail.{field} takes no path: use {field}Path"


def _items_of_map(state: State) -> Iterator[str]:
    chosen = state.get("ItemSelector", state.get("Parameters"))
    if state.get("Type") == "Map" and chosen is not None and _ITEM not in str(chosen):
        yield f"no part of the item reaches its iteration: $ is the input of the Map, the item is {_ITEM}Value"


def _moments(state: State) -> Iterator[str]:
    """Moments are ISO 8601 strings: neither a number to compare nor one to add to."""
    for choice in _choices(state):
        operators = [key for key in choice if key.startswith("Numeric")]
        if operators and _MOMENT.match(str(choice.get("Variable", ""))):
            yield f"{choice['Variable']} is a string, which {operators[0]} never matches"
    if re.search(rf"States\.MathAdd\([^)]*{_MOMENT.pattern}", str(state)):
        yield "a moment is a string, to which States.MathAdd cannot add"


def _choices(state: State) -> Iterator[State]:
    """The comparisons of a Choice, those inside And, Or and Not too."""
    pending: list[State] = list(state.get("Choices", ()))
    while pending:
        choice = pending.pop()
        yield choice
        pending += [*choice.get("And", ()), *choice.get("Or", ()), *([choice["Not"]] if "Not" in choice else [])]


def _endings_of_task(state: State) -> Iterator[str]:
    if state.get("Type") != "Task":
        return
    for field in ("TimeoutSeconds", "Retry", "Catch"):
        if field not in state:
            yield f"a Task needs {field}"
    caught = _errors(state.get("Catch", ()))
    if "Catch" in state and not caught >= {*TIMEOUTS, "States.ALL"}:
        yield f"Catch must list {', '.join(sorted(TIMEOUTS))} and States.ALL"
    if any("ResultPath" not in catcher for catcher in state.get("Catch", ())):
        yield "a Catch without ResultPath replaces the ids of the state by the error"


def _half_of_timeouts(state: State) -> Iterator[str]:
    for field in ("Retry", "Catch"):
        for rule in state.get(field, ()):
            listed = TIMEOUTS & set(rule["ErrorEquals"])
            if len(listed) == 1:
                yield f"{field} lists {', '.join(listed)} but not the other time-out"


def _errors(rules: Sequence[State]) -> set[str]:
    return {error for rule in rules for error in rule["ErrorEquals"]}


def _callbacks(state: State) -> Iterator[str]:
    resource = str(state.get("Resource", ""))
    if resource.endswith("ecs:runTask.sync"):
        yield f"a task's exit code is no result: use ecs:runTask{CALLBACK}"
    if not resource.endswith(CALLBACK):
        return
    if "$$.Task.Token" not in str(state.get("Parameters", "")):
        yield "nobody is told the token that this state waits for"
    if state.get("HeartbeatSeconds", 0) < LEAST_HEARTBEAT_S:
        yield f"HeartbeatSeconds must be at least {LEAST_HEARTBEAT_S}: it runs while the job waits in its queue"


def _defaults_of_choice(state: State) -> Iterator[str]:
    if state.get("Type") == "Choice" and "Default" not in state:
        yield "a Choice without Default ends the execution where nothing matches"


def _dangling(start: str, states: Mapping[str, State]) -> Iterator[tuple[str, str]]:
    """States that do not exist but are led to, and states that nothing leads to."""
    led_to = {start, *(target for state in states.values() for target in _targets(state))}
    yield from ((name, "does not exist but is led to") for name in sorted(led_to - set(states)))
    yield from ((name, "nothing leads here") for name in states if name not in led_to)


def _targets(state: State) -> Iterator[str]:
    for rule in (state, *state.get("Catch", ()), *state.get("Choices", ())):
        yield from (rule[field] for field in ("Next", "Default") if field in rule)


_RULES = (
    _literal_paths,
    _results_of_pass,
    _texts_of_fail,
    _items_of_map,
    _moments,
    _endings_of_task,
    _half_of_timeouts,
    _callbacks,
    _defaults_of_choice,
)
