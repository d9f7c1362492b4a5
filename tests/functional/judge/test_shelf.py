"""What one command keeps for the next, and who may see it."""

from __future__ import annotations

from pathlib import Path

import pytest
from judge.engine import GradeOptions, grade
from judge.languages import load as load_languages
from judge.package import load
from judge.prepare import Workshop
from judge.sandbox import Sandbox
from judge.shelf import Shelf, key_of
from judge.submission import Submission
from judge.time_limit import time_limit_of

from tests.functional.judge.packages import ECHO, MODERN, package, write

pytestmark = pytest.mark.sandbox

CHECKER = "int main() { return 42; }\n"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    found = Shelf.open({"XDG_CACHE_HOME": str(tmp_path / "cache")})
    assert found
    return found


def names(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "cache" / "alpaco").iterdir())


def test_a_compiled_validator_is_taken_from_the_shelf(tmp_path: Path, shelf: Shelf) -> None:
    checked = package(tmp_path / "p", {"output_validator/check.cpp": CHECKER})
    options = GradeOptions(shelf=shelf)
    for _ in range(2):
        with Sandbox.open() as sandbox:
            result = grade(checked, Submission("a.py", None, {"a.py": b"print(1)"}), sandbox=sandbox, options=options)
            assert (result.verdict.code, result.error) == ("AC", "")
    (name,) = names(tmp_path)
    (tmp_path / "cache" / "alpaco" / name).write_bytes(b"damaged")
    with Sandbox.open() as sandbox:
        assert (
            grade(checked, Submission("a.py", None, {"a.py": b"1"}), sandbox=sandbox, options=options).verdict.code
            == "AC"
        )
    assert (tmp_path / "cache" / "alpaco" / name).read_bytes() != b"damaged"


def test_another_source_is_another_entry(sandbox: Sandbox, tmp_path: Path, shelf: Shelf) -> None:
    workshop = Workshop(sandbox, load_languages(), shelf)
    for number in (42, 43):
        checked = package(tmp_path / str(number), {"output_validator/check.cpp": CHECKER.replace("42", str(number))})
        workshop.output_validators(checked)
    assert len(names(tmp_path)) == 2


def test_a_derived_limit_is_measured_once(sandbox: Sandbox, tmp_path: Path, shelf: Shelf) -> None:
    files = {"problem.yaml": MODERN, "data/secret/1.in": "5\n", "data/secret/1.ans": "5\n"}
    derived = load(write(tmp_path / "p", {**files, "submissions/accepted/a.py": ECHO}))
    workshop = Workshop(sandbox, load_languages(), shelf)
    first = time_limit_of(derived, workshop)
    (name,) = names(tmp_path)
    shelf.put(name, b"17.0")
    assert (first, time_limit_of(derived, workshop)) == (1.0, 17.0)


def test_a_shelf_that_others_may_enter_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "alpaco").mkdir(mode=0o755)
    assert Shelf.open({"XDG_CACHE_HOME": str(tmp_path)}) is None
    (tmp_path / "alpaco").chmod(0o700)
    assert Shelf.open({"XDG_CACHE_HOME": str(tmp_path)}) is not None
    assert Shelf.open({"XDG_CACHE_HOME": str(tmp_path), "ALPACO_CACHE": "off"}) is None
    (tmp_path / "link").mkdir()
    (tmp_path / "link" / "alpaco").symlink_to(tmp_path / "alpaco")
    assert Shelf.open({"XDG_CACHE_HOME": str(tmp_path / "link")}) is None


def test_keys_tell_parts_apart() -> None:
    assert key_of("tool", ["ab", "c"]) != key_of("tool", ["a", "bc"])
