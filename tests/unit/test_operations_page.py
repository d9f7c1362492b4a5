"""The two pages on operations tell the same, and their commands are ones that there are."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from chalicelib import errors
from chalicelib.api.http import SLUGS
from chalicelib.domain.generation import FailureClass
from chalicelib.errors import AlpacoError, Broken
from chalicelib.usecases.rescue import GivenUp
from judge.cli.main import parser_of_commands
from worker.loop import DRAFT_BROKEN, JOB_FAILED

STATES = Path(__file__).parents[2] / "infrastructure/state_machines"
DOCS = Path(__file__).parents[2] / "docs"
ENGLISH, KOREAN = ((DOCS / name).read_text() for name in ("operations.md", "operations.ko.md"))
PAGES = pytest.mark.parametrize("page", [ENGLISH, KOREAN], ids=["en", "ko"])
TERRAFORM = "provider backend variables locals network storage ecr iam api_lambda ecs step_functions outputs"


def commands(page: str) -> list[str]:
    """Of the console blocks, in order."""
    blocks = re.findall(r"```console\n(.*?)```", page, re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def rows(page: str, cell: str) -> list[list[str]]:
    """The cells of the table rows whose first cell fits the pattern."""
    lines = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| ")]
    return [[item.strip() for item in line] for line in lines if re.fullmatch(cell, line[0].strip())]


def test_commands_are_the_same_in_both_languages() -> None:
    assert commands(ENGLISH) == commands(KOREAN)
    assert len(commands(ENGLISH)) > 12


@pytest.mark.parametrize("command", [line for line in commands(ENGLISH) if line.startswith("alpaco ")])
def test_alpaco_takes_the_command(command: str) -> None:
    words, _, _ = command.partition(" <")
    parser_of_commands().parse_args(shlex.split(words)[1:])


@PAGES
def test_every_terraform_file_is_mapped_to_files_that_exist(page: str) -> None:
    mapped = {name: here for name, here, _ in rows(page, r"`\w+\.tf`")}
    assert set(mapped) == {f"`{name}.tf`" for name in TERRAFORM.split()}
    for path in re.findall(r"`([\w./]+\.py)`", " ".join(mapped.values())):
        assert any(
            (DOCS.parent / folder / path).exists() for folder in (".", "infrastructure", "infrastructure/stacks")
        )


@PAGES
def test_every_alarm_has_cause_and_fix(page: str) -> None:
    alarms = rows(page, r"`[A-Z][A-Za-z]+`")
    assert [name for name, _, _ in alarms] == [name for name, _, _ in rows(ENGLISH, r"`[A-Z][A-Za-z]+`")]
    assert all(len(cause) > 10 and len(fix) > 10 for _, cause, fix in alarms)


def named_in_machines() -> set[str]:
    """Errors that definitions match on or end with, those of AWS aside from time-outs."""
    machines = [json.loads(path.read_text()) for path in STATES.glob("*.asl.json")]
    states = [state for machine in machines for state in machine["States"].values()]
    rules = [rule for state in states for rule in (*state.get("Retry", ()), *state.get("Catch", ()))]
    matched = {error for rule in rules for error in rule["ErrorEquals"]} - {"States.ALL"}
    return matched | {state["Error"] for state in states if "Error" in state}


def error_types() -> set[str]:
    """Those of the tree in `errors`; what is raised elsewhere is of one of its kinds."""
    tree = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, AlpacoError)]
    ours = {kind.__name__ for kind in tree if issubclass(kind, Broken)} - {"Broken"}
    answers = {kind.slug for kind in tree} | set(SLUGS.values())
    return named_in_machines() | ours | answers | set(GivenUp) | set(FailureClass) | {JOB_FAILED, DRAFT_BROKEN}


@PAGES
def test_every_type_of_error_has_cause_and_fix(page: str) -> None:
    told = [row for row in rows(page, ".*") if len(row) == 3]
    assert len(error_types()) > 30
    assert [name for name in sorted(error_types()) if not any(f"`{name}`" in symptom for symptom, _, _ in told)] == []


@PAGES
@pytest.mark.parametrize("word", ["bootstrap", "diff", "deploy", "destroy"])
def test_walk_through_has_every_step(page: str, word: str) -> None:
    assert [line for line in commands(page) if line.startswith(f"npx cdk {word}")]
