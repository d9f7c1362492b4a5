"""Artefacts as files of a package, and what the journal keeps of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from chalicelib.domain.replies.pieces import WrongProgram
from chalicelib.usecases.model_drafting import products
from chalicelib.usecases.model_drafting.journal import Attempt, Ending, Entry, Journal, Order
from chalicelib.usecases.model_drafting.ports import Usage
from chalicelib.usecases.model_drafting.products import Artefact, Setting
from judge import package

from tests.unit.drafting.fakes import MemoryObjects
from tests.unit.drafting.specs import a_spec, raw_spec, raw_variable

WRONG = (
    WrongProgram("greedy", "WRONG_ANSWER", "print(1)\n"),
    WrongProgram("slow", "TIME_LIMIT_EXCEEDED", "print(2)\n"),
)
STATEMENT = "At most {{n_max}} ferries.\n\n{{remainingsamples}}\n"


def files(stage: str, artefact: Artefact, **changes: object) -> dict[str, bytes]:
    return products.files(stage, artefact, Setting("g1", "en", a_spec(**changes)))


PATHS: dict[str, tuple[Artefact, list[str]]] = {
    "reference": ("print(1)\n", ["submissions/accepted/reference.py"]),
    "brute": ("print(1)\n", ["submissions/brute_force/brute.py"]),
    "validator": ("print(1)\n", ["input_validators/validate.py"]),
    "generator": ("print(1)\n", ["generators/generate.py"]),
    "checker": ("print(1)\n", ["output_validator/validate.py"]),
    "wrong": (WRONG, ["submissions/wrong_answer/greedy.py", "submissions/time_limit_exceeded/slow.py"]),
    "statement": (STATEMENT, ["statement/problem.en.md"]),
    "solver": ("print(1)\n", [".alpaco/solver.py"]),
    "spec": (a_spec(), [".alpaco/spec.json", "problem.yaml"]),
}


@pytest.mark.parametrize(("stage", "artefact", "paths"), [(s, *case) for s, case in PATHS.items()], ids=PATHS)
def test_artefact_becomes_the_files_that_the_format_wants(stage: str, artefact: Artefact, paths: list[str]) -> None:
    assert list(files(stage, artefact)) == paths


def test_brute_force_stands_among_the_accepted_when_nothing_has_to_be_slow() -> None:
    made = files("brute", "print(1)\n", naive_complexity="")
    assert made["submissions/brute_force/brute.py"] == b"print(1)\n"
    any_pace = ["AC", "RTE", "TLE"]
    rules = yaml.safe_load(made["submissions/submissions.yaml"])
    assert rules == {"brute_force": {"permitted": any_pace, "required": any_pace}}


def test_tolerance_reaches_both_groups_when_the_output_is_a_float() -> None:
    spec = a_spec(output_kind="float", float_tolerance="1e-6")
    made = files("spec", spec, output_kind="float", float_tolerance="1e-6")
    for group in ("sample", "secret"):
        settings = yaml.safe_load(made[f"data/{group}/test_group.yaml"])
        assert settings == {"output_validator_args": ["float_tolerance", "1e-6"]}


def test_bounds_are_filled_in_when_the_statement_is_shown() -> None:
    shown = products.shown("statement", STATEMENT, Setting("g1", "en", a_spec()))
    assert shown == {"statement/problem.en.md": f"At most {10**18} ferries.\n\n{{{{remainingsamples}}}}\n"}


def test_spec_is_shown_as_json() -> None:
    shown = products.shown("spec", a_spec(), Setting("g1", "en", a_spec()))
    assert json.loads(shown[".alpaco/spec.json"]) == raw_spec()


def test_package_is_read_as_meant_when_all_stages_are_put_together(tmp_path: Path) -> None:
    spec = a_spec(title='Ferries: "fast" # and 느림', variables=[raw_variable(kind="real", min="0.50", max="1e3")])
    for stage, (artefact, _) in PATHS.items():
        for path, data in products.files(
            stage, spec if stage == "spec" else artefact, Setting("g1", "ko", spec)
        ).items():
            target = tmp_path / "ferries" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    for kind in ("sample", "secret"):
        folder = tmp_path / "ferries" / "data" / kind
        folder.mkdir(parents=True)
        (folder / "1.in").write_text("1 1\n")
        (folder / "1.ans").write_text("1\n")
    read = package.load(tmp_path / "ferries")
    assert not read.warnings
    assert read.titles == {"ko": spec.title}
    assert read.limits.memory_mib == 256
    assert read.limits.time_limit_s is None
    assert read.keywords == ("arithmetic",)
    assert read.constants["n_min"]["value"] == "0.50"
    assert read.constants["n_max"]["value"] == "1e3"
    assert len(read.submissions) == 4


def test_journal_gives_back_what_was_written() -> None:
    objects = MemoryObjects()
    entries: list[Entry] = [
        Attempt("spec", 1, Ending.UNUSABLE, Usage(1, 2), misses=("rules: is missing.",)),
        Attempt("spec", 2, Ending.ACCEPTED, Usage(3, 4, is_estimated=True), artefact=a_spec()),
        Attempt("wrong", 1, Ending.ACCEPTED, artefact=WRONG),
        Attempt("statement", 1, Ending.BROKEN, Usage(5, 6), partial="At mo"),
        Order(1, {"wrong": ("they differ",)}, gates=("kill-rate",)),
        Order(0, {"statement": ()}, wish_for="statement", wish="shorter"),
    ]
    journal = Journal(objects)
    for entry in entries:
        journal.write("g1", entry)
    assert list(Journal(objects).read("g1").entries) == entries
    assert journal.read("g1").spent() == Usage(9, 12, is_estimated=True)
    assert list(Journal(objects).read("g2").entries) == []


def test_entries_of_two_processes_are_all_kept_when_both_write() -> None:
    objects = MemoryObjects()
    first, second = Journal(objects), Journal(objects)
    first.read("g1")
    second.write("g1", Order(1, {}))
    past = first.write("g1", Order(2, {}))
    assert [order.round for order in past.orders] == [1, 2]
