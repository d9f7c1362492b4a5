"""Generators of the example packages: deterministic, valid whatever the seed, and they reach every bound."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.functional.problems.programs import filled, run
from tests.unit.problems.example_packages import PACKAGES, package_id, text

VALID = 42
Values = dict[str, list[int]]


def _ribbonposts(numbers: Sequence[str]) -> Values:
    l, r, a, b = map(int, numbers)  # noqa: E741 - the variables of the problem
    return {"l": [l], "r": [r], "a": [a], "b": [b]}


def _row(name: str) -> Callable[[Sequence[str]], Values]:
    return lambda tokens: {"n": [int(tokens[0])], name: [int(token) for token in tokens[1:]]}


def _lanternrow(tokens: Sequence[str]) -> Values:
    counts = [int(token) for token in tokens[1:]]
    return {"m": [int(tokens[0])], "c_i": counts, "sum_c": [sum(counts)]}


def _table(first: str, second: str, *columns: str) -> Callable[[Sequence[str]], Values]:
    def read(tokens: Sequence[str]) -> Values:
        numbers = [int(token) for token in tokens]
        rest = numbers[2:]
        table = {name: rest[index :: len(columns)] for index, name in enumerate(columns)}
        return {first: [numbers[0]], second: [numbers[1]], **table}

    return read


READERS: dict[str, Callable[[Sequence[str]], Values]] = {
    "ribbonposts": _ribbonposts,
    "parrotchoir": lambda tokens: {"n": [int(tokens[0])], "w_i": [len(song) for song in tokens[1:]]},
    "sproutclumps": _row("x_i"),
    "nightwatch": _row("a_i"),
    "lanternrow": _lanternrow,
    "ferryrest": _table("n", "m", "u_i", "v_i", "w_i"),
    "tankpipes": _table("n", "v", "s_i", "e_i", "r_i"),
    "lampring": lambda tokens: {"n": [int(tokens[0])], "t": [int(tokens[1])]},
}

every_package = pytest.mark.parametrize("package", PACKAGES, ids=package_id)


@every_package
def test_secret_tests_reach_the_minimum_and_maximum_of_every_variable(package: Path) -> None:
    found: Values = {}
    for path in (package / "data/secret").glob("*.in"):
        for name, values in READERS[package.name](path.read_text("utf-8").split()).items():
            found.setdefault(name, []).extend(values)
    bounds = {
        variable["name"]: (int(variable["min"]), int(variable["max"]))
        for variable in json.loads(text(package, ".alpaco/spec.json"))["variables"]
    }
    assert {name: (min(values), max(values)) for name, values in found.items()} == bounds


@every_package
@pytest.mark.parametrize("stratum", ["small", "random", "extreme", "slow"])
def test_generator_prints_the_same_bytes_whatever_the_hash_seed(package: Path, stratum: str, tmp_path: Path) -> None:
    generator = filled(package, "generators/generate.py", tmp_path)
    outputs = {run(generator, stratum, "2", hash_seed=seed).stdout for seed in ("0", "1", "2")}
    assert len(outputs) == 1


@every_package
@pytest.mark.parametrize(
    "arguments", [(), ("small",), ("huge", "1"), ("small", "x"), ("small", "1", "2")], ids=lambda value: " ".join(value)
)
def test_generator_refuses_other_arguments_with_a_message(
    package: Path, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    done = run(filled(package, "generators/generate.py", tmp_path), *arguments)
    assert done.returncode not in {0, VALID}
    assert done.stdout == b""
    assert b"small|random|extreme|slow SEED" in done.stderr


@every_package
def test_inputs_of_seeds_never_used_before_are_valid_and_differ(package: Path, tmp_path: Path) -> None:
    generator = filled(package, "generators/generate.py", tmp_path)
    validator = filled(package, "input_validators/validate.py", tmp_path)
    for stratum, seeds in {"small": range(101, 109), "random": range(101, 104), "extreme": range(6, 11)}.items():
        inputs = [run(generator, stratum, str(seed)).stdout for seed in seeds]
        for printed in inputs:
            done = run(validator, stdin=printed)
            assert done.returncode == VALID, (stratum, done.stderr, printed[:200])
        assert len(set(inputs)) >= len(inputs) - 2, stratum
