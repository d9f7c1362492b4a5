"""Import, export, import again: the same package, whatever was odd about the first one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from chalicelib.protocol import Verdict
from judge.exchange import export_package, import_package
from judge.jury import jury_submission, promises
from judge.package import Package, TestCase, files_of, includes_for, load

from tests.unit.judge.package_files import write

V = Verdict
PROBLEMS = sorted(path.parent for path in (Path(__file__).parents[3] / "problems").glob("*/problem.yaml"))
OLD = "name: Old\nlimits: {memory: 512}\n"
NEW = "problem_format_version: 2025-09\nname: New\nuuid: 4d8f8f0e-9c9c-4d4e-8f6c-222222222222\n"
TESTS: Mapping[str, str | bytes] = {"data/sample/1.in": "1\n", "data/sample/1.ans": "1\n", "data/secret/1.in": "2\n",
                                    "data/secret/1.ans": "2\n"}  # fmt: skip
PYTHON_2 = "print input()\n"

TRICKY: dict[str, Mapping[str, str | bytes]] = {
    "line ends of Windows": {
        "problem.yaml": OLD.replace("\n", "\r\n"),
        **{path: str(text).replace("\n", "\r\n") for path, text in TESTS.items()},
        "submissions/accepted/a.py": "print(input())\r\n",
        "domjudge-problem.ini": "timelimit='3'\r\nname='x'\r\n",
    },
    "byte-order marks": {
        "problem.yaml": b"\xef\xbb\xbf" + OLD.encode(),
        **TESTS,
        ".timelimit": b"\xef\xbb\xbf4\n",
        "submissions/accepted/a.py": b"\xef\xbb\xbfprint(input())\n",
        "submissions/accepted/A.java": b"\xef\xbb\xbfclass A {}\n",
    },
    "no newline at the end": {
        "problem.yaml": OLD.strip(),
        **{path: str(text).strip() for path, text in TESTS.items()},
        "submissions/wrong_answer/a.py": "print(0)",
    },
    "spaces and umlauts in names": {
        "problem.yaml": OLD,
        **TESTS,
        "data/secret/two words.in": "3\n",
        "data/secret/two words.ans": "3\n",
        "data/secret/größer.in": "4\n",
        "data/secret/größer.ans": "4\n",
        "submissions/accepted/my solution.py": "print(input())\n",
    },
    "notes and arguments of tests": {
        "problem.yaml": OLD + "validator_flags: float_tolerance 1e-6\n",
        **TESTS,
        "data/secret/1.desc": "why\n",
        "data/secret/1.hint": "how",
        "data/secret/1.args": "a b\n",
        "data/secret/testdata.yaml": "input_validator_flags: --big\n",
        "data/secret/g/9.in": "9\n",
        "data/secret/g/9.ans": "9\n",
        "data/secret/g/testdata.yaml": "output_validator_flags: case_sensitive\n",
        "input_format_validators/v.py": "raise SystemExit(42)",
    },
    "files of a test": {
        "problem.yaml": NEW,
        **TESTS,
        "data/secret/1.files/table.txt": "1 2 3",
        "data/secret/1.files/deep/more.bin": bytes(range(256)),
        "data/secret/1.yaml": "args: [table.txt]\n",
    },
    "includes": {
        "problem.yaml": NEW,
        **TESTS,
        "include/python3/helper.py": "def answer(): return 1\n",
        "include/default/data.txt": "x",
        "submissions/accepted/a.py": "from helper import answer\nprint(answer())\n",
    },
    "Python 2": {
        "problem.yaml": OLD,
        **TESTS,
        "submissions/accepted/old.py": PYTHON_2,
        "submissions/accepted/older.py": "#!/usr/bin/python2\nprint(1)\n",
        "output_validators/v/v.py": "import sys\nprint >>sys.stderr, 1\nsys.exit(42)\n",
    },
    "a custom validator of Python 2": {
        "problem.yaml": OLD + "validation: custom\n",
        **TESTS,
        "output_validators/v/v.py": "import sys\nprint >>sys.stderr, 1\nsys.exit(42)\n",
    },
    "annotations": {
        "problem.yaml": OLD,
        **TESTS,
        "submissions/mixed/a.py": "# @EXPECTED_RESULTS@: WRONG-ANSWER, TIMELIMIT\nprint(0)\n",
        "submissions/accepted/b.cpp": "// @EXPECTED_RESULTS@: CORRECT\nint main() {}\n",
    },
    "submissions that are folders": {
        "problem.yaml": NEW,
        **TESTS,
        "submissions/accepted/many/main.py": "import other\n",
        "submissions/accepted/many/other.py": "print(input())\n",
        "submissions/other/many/Go.java": "class Go {}\n",
        "submissions/other/many/Main.java": "class Main {}\n",
        "submissions/submissions.yaml": "accepted/many: {entrypoint: main.py}\n"
        "other/many:\n  permitted: [AC, WA]\n  entrypoint: Go\n  sample: {permitted: [AC]}\n",
    },
    "scoring by an own grader": {
        "problem.yaml": OLD + "type: scoring\ngrading: {accept_score: 7, on_reject: first_error}\n",
        **TESTS,
        "data/testdata.yaml": "grading: custom\ngrader_flags: a b\nrange: 0 100\n",
        "graders/grade.py": "print('AC 1')\n",
        ".timelimit": "4\n",
    },
    "validators with build and run": {
        "problem.yaml": NEW,
        **TESTS,
        "output_validator/build": "#!/bin/bash\r\nchmod +x run\r\n",
        "output_validator/run": "#!/bin/bash\nexit 42\n",
        "input_validators/own/build": "#!/bin/bash\n",
        "input_validators/own/run": "#!/bin/bash\nexit 42\n",
    },
    "constants": {
        "problem.yaml": NEW + "constants: {n_max: 5, n: {value: 7, latex: '7'}}\n",
        **TESTS,
        "submissions/accepted/a.py": "print({{n_max}}, {{n}})\n",
        "statement/problem.en.md": "{{n.latex}}\n",
    },
}


@pytest.fixture(params=TRICKY)
def tricky(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return write(tmp_path / "old", TRICKY[request.param])


def test_a_tricky_package_means_the_same_after_import(tricky: Path, tmp_path: Path) -> None:
    import_package(tricky, tmp_path / "old2")
    before, after = load(tricky), load(tmp_path / "old2")
    assert cases(after) == cases(before)
    assert programs(after) == programs(before)
    assert (after.limits.time_limit_s, after.limits.memory_mib) == (
        before.limits.time_limit_s,
        before.limits.memory_mib,
    )
    assert (after.types, after.constants) == (before.types, before.constants)


def test_a_tricky_package_comes_back_byte_by_byte(tricky: Path, tmp_path: Path) -> None:
    comes_back(tricky, tmp_path)


@pytest.mark.parametrize("folder", PROBLEMS, ids=lambda path: path.name)
def test_an_example_package_comes_back_byte_by_byte(folder: Path, tmp_path: Path) -> None:
    comes_back(folder, tmp_path)
    assert cases(load(tmp_path / "1" / folder.name)) == cases(load(folder))


def test_an_exported_package_of_an_older_version_keeps_its_time_limit(tmp_path: Path) -> None:
    root = write(tmp_path / "old", {"problem.yaml": OLD, **TESTS, ".timelimit": "4\n"})
    export_package(root, tmp_path / "old.zip")
    import_package(tmp_path / "old.zip", tmp_path / "new")
    assert load(tmp_path / "new").limits.time_limit_s == 4
    assert not (tmp_path / "new/.timelimit").exists()


def test_links_inside_a_package_become_files(tmp_path: Path) -> None:
    root = write(tmp_path / "old", {"problem.yaml": OLD, **TESTS, "headers/check.h": "int x;\n"})
    (root / "data/secret/2.in").symlink_to("1.in")
    (root / "data/secret/2.ans").symlink_to("../sample/1.ans")
    (root / "submissions").mkdir()
    write(root, {"solutions/a.py": "print(input())\n"})
    (root / "submissions/accepted").symlink_to("../solutions")
    comes_back(root, tmp_path)
    after = load(tmp_path / "1" / "old")
    assert [case.name for case in after.cases()] == ["sample/1", "secret/1", "secret/2"]
    assert [program.name for program in after.submissions] == ["accepted/a.py"]
    assert not any(path.is_symlink() for path in after.root.rglob("*"))


@pytest.mark.parametrize(
    ("name", "verdict"),
    [("wa", V.WRONG_ANSWER), ("no_output", V.WRONG_ANSWER), ("time_limit", V.TIME_LIMIT_EXCEEDED),
     ("runtime_error", V.RUNTIME_ERROR), ("output_limit", V.OUTPUT_LIMIT_EXCEEDED)],
)  # fmt: skip
def test_folders_in_other_spellings_promise_the_same_after_import(name: str, verdict: Verdict, tmp_path: Path) -> None:
    root = write(tmp_path / "old", {"problem.yaml": OLD, **TESTS, f"submissions/{name}/a.py": "print(0)\n"})
    import_package(root, tmp_path / "new")
    rules = promises(load(tmp_path / "new"))[f"{name}/a.py"].rules
    assert any(verdict in (rule.required or ()) and V.ACCEPTED not in (rule.required or ()) for rule in rules)


def test_what_does_not_compile_may_do_so_after_import(tmp_path: Path) -> None:
    old = OLD + "author: [Ann, Bo]\n"
    root = write(tmp_path / "old", {"problem.yaml": old, **TESTS, "submissions/compiler_error/a.c": "int"})
    import_package(root, tmp_path / "new")
    package = load(tmp_path / "new")
    assert promises(package)["compiler_error/a.c"].rules == ()
    assert package.raw["credits"] == {"authors": ["Ann", "Bo"]}


def comes_back(folder: Path, place: Path) -> None:
    first, second = (place / number / folder.name for number in ("1", "2"))
    import_package(folder, _parent(first))
    export_package(first, place / "1.zip")
    import_package(place / "1.zip", _parent(second))
    export_package(second, place / "2.zip")
    assert contents(second) == contents(first)
    assert (place / "1.zip").read_bytes() == (place / "2.zip").read_bytes()


def _parent(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    return path


def contents(folder: Path) -> dict[str, tuple[bytes, bool]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.read_bytes(), bool(path.stat().st_mode & 0o100)) for path in files}


def cases(package: Package) -> list[object]:
    """What is judged, in order; names may have been made to fit the format."""
    return sorted((_case(case) for case in package.cases()), key=repr)


def _case(case: TestCase) -> tuple[object, ...]:
    given = (
        sorted(path for path in case.files.rglob("*") if path.is_file()) if case.files and case.files.is_dir() else []
    )
    return (
        case.is_sample,
        case.input.read_bytes(),
        case.answer.read_bytes() if case.answer else None,
        case.args,
        case.output_validator_args,
        dict(case.input_validator_args),
        [(path.name, path.read_bytes()) for path in given],
        (case.hint, case.description),
    )


def programs(package: Package) -> list[object]:
    """Sources of the jury with what is promised of them, and of the validators."""
    promised = promises(package)
    jury = [jury_submission(package, program, promised[program.name]) for program in package.submissions]
    own = sorted(repr((item.language, sorted(item.files.values()), promised[item.name].is_accepted)) for item in jury)
    tools = [*package.output_validators, *package.input_validators, *([package.grader] if package.grader else [])]
    return [own, sorted(repr(files_of(package, tool)) for tool in tools), includes_for(package, ("python3",))]
