"""Verification, import, export and the skeleton, on packages that really run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from judge.cli.main import KINDS as KNOWN_KINDS
from judge.engine import Submission, grade
from judge.exchange import ExchangeError, export_package, import_package
from judge.gates.model import EVIDENCE_BYTES, Blame, GateResult, GateStatus
from judge.gates.registry import GATES
from judge.package import Format, PackageError, load
from judge.sandbox import Sandbox
from judge.skeleton import KINDS, skeleton_files, write_skeleton
from judge.verify import Outcome, VerifyReport, verify

from tests.functional.judge.packages import legacy, write

pytestmark = pytest.mark.sandbox

Files = Mapping[str, str | bytes | None]


@pytest.fixture
def verified(sandbox: Sandbox, tmp_path: Path) -> Callable[[Files], VerifyReport]:
    """Verifies the skeleton with these files added, or taken away where they are None."""

    def run(changes: Files) -> VerifyReport:
        files: dict[str, str | bytes] = dict(skeleton_files("some"))
        for path, content in changes.items():
            if content is None:
                del files[path]
            else:
                files[path] = content
        return verify(load(write(tmp_path / "some", files)), sandbox=sandbox)

    return run


def gate(report: VerifyReport, gate_id: str) -> GateResult:
    return next(result for result in report.gates if result.id == gate_id)


def test_the_skeleton_verifies_and_tells_as_it_goes(sandbox: Sandbox, tmp_path: Path) -> None:
    write_skeleton(tmp_path / "fresh")
    events: list[tuple[str, Mapping[str, object]]] = []
    report = verify(load(tmp_path / "fresh"), sandbox=sandbox, on_event=lambda kind, data: events.append((kind, data)))
    assert (report.outcome, [g.summary for g in report.gates if g.status is GateStatus.FAIL]) == (Outcome.VERIFIED, [])
    assert [kind for kind, _ in events] == ["gate"] * len(report.gates) + ["matrix"]
    shown = report.to_json()["matrix"]
    assert isinstance(shown, dict)
    assert shown["accepted/reference.py"]["verdict"] == "ACCEPTED"
    assert shown["wrong_answer/twice.py"]["expected"] == "wrong_answer"


@pytest.mark.parametrize("kind", KINDS[1:])
def test_skeletons_of_every_kind_verify(sandbox: Sandbox, tmp_path: Path, kind: str) -> None:
    write_skeleton(tmp_path / "fresh", kind)
    package = load(tmp_path / "fresh")
    report = verify(package, sandbox=sandbox)
    assert (report.outcome, [g.summary for g in report.gates if g.status is GateStatus.FAIL]) == (Outcome.VERIFIED, [])
    assert package.warnings == ()


def test_submissions_are_judged_though_an_input_validator_cannot_be_built(sandbox: Sandbox, tmp_path: Path) -> None:
    files = {**skeleton_files("some"), "input_validators/extra.cpp": "int main() { return x; }"}
    package = load(write(tmp_path / "some", files))
    report = verify(package, sandbox=sandbox, gates=[gate for gate in GATES if gate.id == "submissions"])
    assert report.gates[0].status is GateStatus.PASS


def test_the_command_knows_the_kinds_of_skeletons() -> None:
    assert KNOWN_KINDS == KINDS


PROBLEM = skeleton_files("x")["problem.yaml"]
REFERENCE = skeleton_files("x")["submissions/accepted/reference.py"]

FAULTS: dict[str, tuple[Files, str, Blame]] = {
    "no secret tests": ({f"data/{case}{suffix}": None for case in skeleton_files("x") if case.startswith("data/secret/")
                         and case.endswith(".in") for case in [case[5:-3]] for suffix in (".in", ".ans")},
                        "structure", Blame.PACKAGE),
    "unknown key": ({"problem.yaml": PROBLEM + "colour: red\n"}, "structure", Blame.PACKAGE),
    "test that is not valid": ({"data/secret/9.in": "1\n2 3\n", "data/secret/9.ans": "5\n"},
                               "validator-accepts-tests", Blame.VALIDATOR),
    "lax validator": ({"input_validators/validate.py": "raise SystemExit(42)"},
                      "validator-rejects-invalid", Blame.VALIDATOR),
    "wrong answer file": ({"data/secret/005-mixed.ans": "1\n"}, "answers-current", Blame.TESTS),
    "promise of a folder": ({"submissions/wrong_answer/right.py": REFERENCE},
                            "submissions", Blame.WRONG),
    "brute force differs": ({"submissions/brute_force/brute.py": "print(0)"}, "brute-agrees", Blame.BRUTE),
    "third solution differs": ({".alpaco/solver.py": "n, *a = map(int, open(0).read().split())\n"
                                                     "print(sum(sorted(a)[-2:]) if n > 1 else 0)\n"},
                               "solvers-agree", Blame.REFERENCE),
    "valid output is rejected": ({"data/valid_output/a.in": "1\n1\n", "data/valid_output/a.ans": "1\n",
                                  "data/valid_output/a.out": "2\n"}, "valid-output-accepted", Blame.CHECKER),
    "invalid output is accepted": ({"data/invalid_output/a.in": "1\n1\n", "data/invalid_output/a.ans": "1\n",
                                    "data/invalid_output/a.out": "1\n"}, "invalid-output-rejected", Blame.CHECKER),
    "output validator rejects the samples": ({"output_validator/v.py": "raise SystemExit(43)"},
                                             "samples-accepted", Blame.CHECKER),
    "output validator crashes": ({"output_validator/v.py": "1 // 0"}, "samples-accepted", Blame.CHECKER),
    "validator does not compile": ({"input_validators/validate.py": "def"},
                                   "validator-accepts-tests", Blame.VALIDATOR),
    "limit too tight": ({"problem.yaml": PROBLEM.replace(
        "memory: 512", "time_limit: 0.01\n  time_resolution: 0.01\n  time_multipliers: {ac_to_time_limit: 9}")},
                        "time-limit", Blame.PACKAGE),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "gate_id", "blame"), FAULTS.values(), ids=FAULTS)
def test_faults_are_found_and_blamed(
    verified: Callable[[Files], VerifyReport], changes: Files, gate_id: str, blame: Blame
) -> None:
    report = verified(changes)
    found = gate(report, gate_id)
    assert (report.outcome, found.status, found.blame) == (Outcome.REJECTED, GateStatus.FAIL, blame)
    assert len(found.evidence.encode()) <= EVIDENCE_BYTES


def test_a_language_that_is_not_here_leaves_a_note_and_no_failure(verified: Callable[[Files], VerifyReport]) -> None:
    report = verified({"submissions/accepted/old.pas": "program x; begin end."})
    assert report.outcome is Outcome.VERIFIED
    assert "1 cannot run here" in gate(report, "submissions").summary


def test_submissions_yaml_rules_are_checked(verified: Callable[[Files], VerifyReport]) -> None:
    rules = "wrong_answer/twice.py:\n  sample:\n    permitted: [AC]\n"
    found = gate(verified({"submissions/submissions.yaml": rules}), "submissions")
    assert (found.status, "permitted on sample is ACCEPTED" in found.evidence) == (GateStatus.FAIL, True)


LEGACY: Files = {
    "problem.yaml": "name: Old One\nauthor: A and B\nsource: X\nvalidator_flags: float_tolerance 1e-4\n"
    "validation: custom\nkeywords: some words\n",
    ".timelimit": "2\n",
    ".hidden/x": "left out",
    "problem_statement/problem.tex": "text",
    "data/sample/1.in": "1\n",
    "data/sample/1.ans": "1\n",
    "data/secret/two words.in": "2\r\n",
    "data/secret/two words.ans": "2",
    "data/secret/two words.desc": "why",
    "data/secret/g/3.in": "3\n",
    "data/secret/g/3.ans": "3\n",
    "data/secret/g/testdata.yaml": "output_validator_flags: more\n",
    "input_format_validators/v.py": "raise SystemExit(42)",
    "output_validators/check/check.py": "import sys\nok = len(sys.argv) in (6, 7) and sys.stdin.read().split() == "
    "open(sys.argv[2]).read().split()\nsys.exit(42 if ok else 43)\n",
    "submissions/accepted/a.py": "print(int(input()))",
    "submissions/time_limit_exceeded/w.py": "x = int(input())\nwhile x == 3: pass\nprint(x + 1 if x == 2 else x)",
    "submissions/wrong_answer/w.py": "print(0)",
}


def matrix(report: VerifyReport) -> dict[str, dict[str, str]]:
    rows = report.matrix.rows if report.matrix else ()
    return {row.name: {run.test.replace(" ", "_"): run.verdict.code for run in row.runs} for row in rows}


def test_import_modernises_and_a_round_trip_changes_nothing(sandbox: Sandbox, tmp_path: Path) -> None:
    old = write(tmp_path / "old", {path: text for path, text in LEGACY.items() if text is not None})
    report = import_package(old, tmp_path / "first")
    size = export_package(tmp_path / "first", tmp_path / "first.zip")
    import_package(tmp_path / "first.zip", tmp_path / "second")
    export_package(tmp_path / "second", tmp_path / "second.zip")
    assert report.format == Format.V2025_09
    assert any("two words" in change for change in report.changes)
    assert contents(tmp_path / "first") == contents(tmp_path / "second")
    assert size == (tmp_path / "first.zip").stat().st_size
    before, after = (verify(load(folder), sandbox=sandbox) for folder in (old, tmp_path / "second"))
    assert matrix(before) == matrix(after)
    assert gate(after, "submissions").status is gate(before, "submissions").status is GateStatus.PASS


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_package_gives_the_same_zip_whatever_its_folder_went_through(tmp_path: Path) -> None:
    write_skeleton(tmp_path / "one" / "same")
    files = dict(reversed(contents(tmp_path / "one" / "same").items()))
    write(tmp_path / "two" / "same", files)
    export_package(tmp_path / "one" / "same", tmp_path / "a.zip")
    export_package(tmp_path / "two" / "same", tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_scoring_packages_of_older_formats_stay_as_they_are(tmp_path: Path) -> None:
    old = {"problem.yaml": "name: S\ntype: scoring\n", "data/secret/1.in": "1\n", "data/secret/1.ans": "1\n"}
    report = import_package(write(tmp_path / "old", old), tmp_path / "new")
    assert (report.format, bool(report.kept_format)) == (Format.LEGACY, True)


def test_an_import_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    broken = write(tmp_path / "old", {"problem.yaml": "limits: 3\n"})
    with pytest.raises(PackageError):
        import_package(broken, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    with pytest.raises(ExchangeError, match="exists already"):
        import_package(broken, broken)


GRADED_BY_ITSELF: Files = {
    "problem.yaml": "name: Graded\ntype: scoring\n",
    ".timelimit": "2\n",
    "data/testdata.yaml": "on_reject: continue\nrange: 0 100\n",
    "data/secret/testdata.yaml": "grading: custom\ngrader_flags: most 2\n",
    **{f"data/secret/{n}.{suffix}": f"{n}\n" for n in (1, 2, 3) for suffix in ("in", "ans")},
    "graders/grade.py": "import sys\nright = sum(line.split()[0] == 'AC' for line in sys.stdin)\n"
    "assert sys.argv[1:] == ['most', '2']\nprint('AC' if right >= int(sys.argv[2]) else 'WA', 50.0 * right)\n",
    "submissions/accepted/two.py": "n = int(input())\nprint(n if n < 3 else 0)",
    "submissions/wrong_answer/one.py": "print(1)",
}


ECHO_TEST = {"data/secret/1.in": "5\n", "data/secret/1.ans": "5\n"}


def test_the_packages_own_grader_decides_verdict_and_score(sandbox: Sandbox, tmp_path: Path) -> None:
    package = load(write(tmp_path / "graded", {path: text for path, text in GRADED_BY_ITSELF.items() if text}))
    report = verify(package, sandbox=sandbox)
    assert report.matrix is not None
    rows = {row.name: (row.verdict.code, row.score) for row in report.matrix.rows}
    assert rows == {"accepted/two.py": ("AC", 100), "wrong_answer/one.py": ("WA", 0)}
    assert gate(report, "submissions").status is GateStatus.PASS


def test_a_submission_in_python_2_keeps_its_promise(sandbox: Sandbox, tmp_path: Path) -> None:
    """With Python 2, or rewritten where there is none."""
    old = "#!/usr/bin/python2\nprint raw_input()\n"
    package = legacy(tmp_path / "old", {**ECHO_TEST, "submissions/accepted/old.py": old})
    report = verify(package, sandbox=sandbox)
    assert report.matrix is not None
    assert [(row.verdict.code, row.is_missing) for row in report.matrix.rows] == [("AC", False)]


def test_a_grader_that_fails_is_quoted(sandbox: Sandbox, tmp_path: Path) -> None:
    files = {**GRADED_BY_ITSELF, "graders/grade.py": "raise SystemExit('no such group')\n"}
    package = load(write(tmp_path / "graded", {path: text for path, text in files.items() if text}))
    result = grade(package, Submission("a.py", None, {"a.py": b"print(1)"}), sandbox=sandbox)
    assert (result.verdict.code, "no such group" in result.error) == ("JE", True)


def test_a_grader_in_python_2_is_understood(sandbox: Sandbox, tmp_path: Path) -> None:
    old = "import sys\nlines = sys.stdin.readlines()\nprint 'AC %f' % (7 * len(lines))\n"
    files = {**GRADED_BY_ITSELF, "graders/grade.py": old, "submissions/wrong_answer/one.py": None}
    package = load(write(tmp_path / "graded", {path: text for path, text in files.items() if text}))
    report = verify(package, sandbox=sandbox)
    assert report.matrix is not None
    assert [(row.verdict.code, row.score) for row in report.matrix.rows] == [("AC", 21)]
