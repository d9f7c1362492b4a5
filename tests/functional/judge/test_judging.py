"""Grading with the real sandbox: languages, verdicts, limits, validators."""

from __future__ import annotations

from pathlib import Path

import pytest
from chalicelib.protocol import JobLimits, Result, Verdict
from judge.engine import GradeOptions, Submission, grade
from judge.languages import available, load
from judge.package import Package
from judge.sandbox import Sandbox

from tests.functional.judge.packages import ECHO, legacy, package

pytestmark = pytest.mark.sandbox
INSTALLED = available(load())


def judge(sandbox: Sandbox, on: Package, name: str, source: str, **options: object) -> Result:
    submission = Submission(name, None, {name: source.encode()})
    return grade(on, submission, sandbox=sandbox, options=GradeOptions(for_judges=True), **options)  # type: ignore[arg-type]


ECHOES = {
    "a.py": ECHO,
    "a.c": '#include <stdio.h>\nint main(void) { int x; scanf("%d", &x); printf("%d\\n", x); }\n',
    "a.cpp": "#include <iostream>\nint main() { int x; std::cin >> x; std::cout << x << std::endl; }\n",
    "a.js": "console.log(require('fs').readFileSync(0, 'utf8').trim());\n",
    "Echo.java": "import java.util.*; public class Echo { public static void main(String[] a)"
    " { System.out.println(new Scanner(System.in).nextInt()); } }\n",
}


@pytest.mark.parametrize("name", ECHOES)
def test_languages_are_told_from_the_file_and_accepted(sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    result = judge(sandbox, package(tmp_path, {}), name, ECHOES[name])
    assert (result.verdict, result.error) == (Verdict.ACCEPTED, "")
    assert [run.test for run in result.runs] == ["secret/1"]
    assert result.runs[0].cpu_s < result.runs[0].wall_s + 0.5


PAST_THE_END = (
    '#include <stdio.h>\n#include <string.h>\nint main(void) { char word[15]; scanf("%s", word);'
    " memset(word, 53, 16); word[1] = 0; puts(word); }\n"
)


def test_writing_past_an_array_is_a_crash(sandbox: Sandbox, tmp_path: Path) -> None:
    assert judge(sandbox, package(tmp_path, {}), "a.c", PAST_THE_END).verdict is Verdict.RUNTIME_ERROR


WHERE_INSTALLED = {
    "a.go": 'package main\nimport "fmt"\nfunc main() { var x int; fmt.Scan(&x); fmt.Println(x) }\n',
    "a.rs": "fn main() { let mut s = String::new(); std::io::stdin().read_line(&mut s).unwrap();"
    ' println!("{}", s.trim()); }\n',
    "a.kt": "fun main() { println(readLine()!!.trim()) }\n",
    "a.ts": "declare const require: any;\nconsole.log(require('fs').readFileSync(0, 'utf8').trim());\n",
}


@pytest.mark.parametrize("name", WHERE_INSTALLED)
def test_further_languages_are_accepted_where_they_are_installed(sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    if not any(Path(name).suffix in language.extensions for language in available(load()).values()):
        pytest.skip("not installed here")
    result = judge(sandbox, package(tmp_path, {}), name, WHERE_INSTALLED[name])
    assert (result.verdict, result.error) == (Verdict.ACCEPTED, "")


VERDICTS = {
    "wrong": ("print(6)", Verdict.WRONG_ANSWER),
    "silent": ("", Verdict.WRONG_ANSWER),
    "endless": ("while True: pass", Verdict.TIME_LIMIT_EXCEEDED),
    "asleep": ("import time; time.sleep(60)", Verdict.TIME_LIMIT_EXCEEDED),
    "crash": ("print(1 // 0)", Verdict.RUNTIME_ERROR),
    "exit code": ("print(5); raise SystemExit(3)", Verdict.RUNTIME_ERROR),
    "memory": ("x = bytearray(400 << 20); print(5)", Verdict.MEMORY_LIMIT_EXCEEDED),
    "output": ("while True: print('x' * 1000)", Verdict.OUTPUT_LIMIT_EXCEEDED),
    "syntax": ("print 5", Verdict.COMPILE_ERROR),
}


@pytest.mark.parametrize(("source", "verdict"), VERDICTS.values(), ids=VERDICTS)
def test_each_way_to_fail_has_its_verdict(sandbox: Sandbox, tmp_path: Path, source: str, verdict: Verdict) -> None:
    small = package(tmp_path, {}, "limits: {time_limit: 1, memory: 128}\n")
    assert judge(sandbox, small, "a.py", source).verdict is verdict


def test_limits_of_the_job_win_over_the_package(sandbox: Sandbox, tmp_path: Path) -> None:
    source = "x = bytearray(200 << 20); print(input())"
    big = package(tmp_path, {}, "limits: {time_limit: 5, memory: 1024}\n")
    assert judge(sandbox, big, "a.py", source).verdict is Verdict.ACCEPTED
    limits = JobLimits(memory_mib=64)
    assert judge(sandbox, big, "a.py", source, limits=limits).verdict is Verdict.MEMORY_LIMIT_EXCEEDED


THREE = {f"data/secret/{n}.in": f"{n}\n" for n in (1, 2, 3)} | {f"data/secret/{n}.ans": f"{n}\n" for n in (1, 2, 3)}
WRONG_ON_TWO = "x = input()\nprint(0 if x == '2' else x)\n"


def test_grading_stops_at_the_first_failure_unless_asked_to_go_on(sandbox: Sandbox, tmp_path: Path) -> None:
    three = package(tmp_path, {**THREE, "data/sample/9.in": "9\n", "data/sample/9.ans": "9\n"})
    stopped = judge(sandbox, three, "a.py", WRONG_ON_TWO)
    whole = judge(sandbox, three, "a.py", WRONG_ON_TWO, stop_on_first_failure=False)
    assert [run.test for run in stopped.runs] == ["sample/9", "secret/1", "secret/2"]
    assert [run.verdict.code for run in whole.runs] == ["AC", "AC", "WA", "AC"]
    assert stopped.verdict is whole.verdict is Verdict.WRONG_ANSWER
    assert stopped.tests_total == 4


def test_messages_for_teams_keep_answers_and_stderr_to_the_judges(sandbox: Sandbox, tmp_path: Path) -> None:
    source = "import sys\nprint('leak', file=sys.stderr)\nprint(0)\n"
    submission = Submission("a.py", None, {"a.py": source.encode()})
    teams = grade(package(tmp_path, {}), submission, sandbox=sandbox).runs[0].message
    assert teams == "line 1 of the output"
    crashing = Submission("a.py", None, {"a.py": b"raise SystemExit('secret input was ' + input())"})
    assert grade(package(tmp_path, {}), crashing, sandbox=sandbox).runs[0].message == "exit code 1"


def test_constants_are_put_into_jury_programs_but_not_into_submissions(sandbox: Sandbox, tmp_path: Path) -> None:
    validator = "import sys\nsys.exit(42 if sys.stdin.read().split() == ['{{n}}', '{{n.word}}'] else 43)\n"
    problem = "limits: {time_limit: 2}\nconstants:\n  n: {value: 7, word: seven}\n"
    checked = package(tmp_path, {"output_validator/validate.py": validator}, problem)
    assert judge(sandbox, checked, "a.py", "print('7 seven')").verdict is Verdict.ACCEPTED
    assert judge(sandbox, checked, "a.py", "print('{{n}} {{n.word}}')").verdict is Verdict.WRONG_ANSWER


CPP_VALIDATOR = """
#include <fstream>
#include <iostream>
#include "answer.h"
int main(int argc, char **argv) {
    std::ifstream in(argv[1]), ans(argv[2]);
    std::ofstream message(std::string(argv[3]) + "judgemessage.txt");
    int given, wanted, out;
    in >> given; ans >> wanted;
    message << "argument " << (argc > 4 ? argv[4] : "none");
    return std::cin >> out && out % modulus == wanted % modulus ? 42 : 43;
}
"""
SCRIPT_FILES = {
    "output_validator/build": "#!/bin/sh\r\nset -e\r\nc++ -o checker checker.cc\r\n",
    "output_validator/run": '#!/bin/sh\nexec "$(dirname "$0")/checker" "$@"\n',
    "output_validator/checker.cc": CPP_VALIDATOR,
    "output_validator/answer.h": "const int modulus = 10;\n",
}
VALIDATORS = {
    "C++ with a header beside it": {
        "output_validator/check.cpp": CPP_VALIDATOR,
        "output_validator/answer.h": "const int modulus = 10;\n",
    },
    "C++ in a folder of its own": {
        "output_validator/check/check.cpp": CPP_VALIDATOR,
        "output_validator/check/answer.h": "const int modulus = 10;\n",
    },
    "build and run scripts": SCRIPT_FILES,
}


@pytest.mark.parametrize("files", VALIDATORS.values(), ids=VALIDATORS)
def test_custom_validators_judge(sandbox: Sandbox, tmp_path: Path, files: dict[str, str]) -> None:
    checked = package(tmp_path, {**files, "data/secret/1.in": "5\n", "data/secret/1.ans": "5\n",
                                 "data/secret/test_group.yaml": "output_validator_args: [deep]\n"})  # fmt: skip
    assert judge(sandbox, checked, "a.py", "print(25)").verdict is Verdict.ACCEPTED
    wrong = judge(sandbox, checked, "a.py", "print(26)")
    assert (wrong.verdict, wrong.runs[0].message) == (Verdict.WRONG_ANSWER, "argument deep")


BROKEN_VALIDATORS = {
    "exit code 0": ("raise SystemExit(0)", "exited with code 0"),
    "crash": ("1 // 0", "exited with code 1"),
    "does not compile": ("def", "does not compile"),
}


@pytest.mark.parametrize(("source", "problem"), BROKEN_VALIDATORS.values(), ids=BROKEN_VALIDATORS)
def test_a_broken_validator_is_never_the_submissions_fault(
    sandbox: Sandbox, tmp_path: Path, source: str, problem: str
) -> None:
    result = judge(sandbox, package(tmp_path, {"output_validator/v.py": source}), "a.py", ECHO)
    assert result.verdict is Verdict.JUDGE_ERROR
    assert problem in result.error


def test_unknown_argument_of_the_default_validator_is_the_packages_fault(sandbox: Sandbox, tmp_path: Path) -> None:
    old = legacy(tmp_path, THREE, "validator_flags: ignore_case\n")
    result = judge(sandbox, old, "a.py", "print(0)")
    assert (result.verdict, "ignore_case" in result.error) == (Verdict.JUDGE_ERROR, True)


def test_time_limit_follows_from_accepted_submissions_where_none_is_stated(sandbox: Sandbox, tmp_path: Path) -> None:
    files = {"submissions/accepted/a.py": ECHO, "data/secret/1.in": "5\n", "data/secret/1.ans": "5\n"}
    derived = package(tmp_path, files, "limits: {time_multipliers: {ac_to_time_limit: 2}}\n")
    assert judge(sandbox, derived, "a.py", "while True: pass").verdict is Verdict.TIME_LIMIT_EXCEEDED


def test_test_case_arguments_and_files_reach_the_submission(sandbox: Sandbox, tmp_path: Path) -> None:
    files = {
        "data/secret/1.in": "",
        "data/secret/1.ans": "7 from file\n",
        "data/secret/1.yaml": "args: ['7']\n",
        "data/secret/1.files/note.txt": "from file",
    }
    source = "import sys\nprint(sys.argv[1], open('note.txt').read())\n"
    assert judge(sandbox, package(tmp_path, files), "a.py", source).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize("name", ["a.py", "z.py"])
def test_included_files_are_compiled_with_the_submission(sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    files = {"include/python3/grader.py": "def answer(): return 5\n", "include/default/x.txt": "unused"}
    files |= {"data/secret/1.in": "", "data/secret/1.ans": "5\n"}
    source = "from grader import answer\nprint(answer())\n"
    assert judge(sandbox, package(tmp_path, files), name, source).verdict is Verdict.ACCEPTED


JAVA = {
    "package name": "package a.b;\nclass Other {}\nclass Main2 { public static void main(String[] a) { %s } }",
    "another file name": "public class Deep { static class In { void main() {} }"
    " public static void main(final String... a) { %s } }",
    "byte-order mark": "\ufeffpublic class Deep { public static void main(String[] a) { %s } }",
    "main in comments": "// class X { public static void main(String[] a) {}\n"
    'class Y { String s = "static void main("; }\nclass Z { public static void main(String[] args) { %s } }',
}


@pytest.mark.parametrize("source", JAVA.values(), ids=JAVA)
def test_java_classes_are_found(sandbox: Sandbox, tmp_path: Path, source: str) -> None:
    result = judge(sandbox, package(tmp_path, {}), "sol.java", source % 'System.out.println("5");')
    assert (result.verdict, result.compile and result.compile.output) == (Verdict.ACCEPTED, "")


OLD_CPP = {
    "register is gone since C++17": '#include <cstdio>\nint main() { register int x = 5; printf("%d", x); }',
    "std::auto_ptr and dynamic exceptions": "#include <memory>\n#include <cstdio>\n"
    'void f() throw(int) {}\nint main() { std::auto_ptr<int> p(new int(5)); printf("%d", *p); }',
    "C++20": "#include <cstdio>\n#include <ranges>\n#include <span>\n"
    'int main() { int a[] = {5}; for (int x : std::span(a)) printf("%d", x); }',
}


@pytest.mark.parametrize("source", OLD_CPP.values(), ids=OLD_CPP)
def test_cpp_of_any_standard_compiles(sandbox: Sandbox, tmp_path: Path, source: str) -> None:
    assert judge(sandbox, package(tmp_path, {}), "a.cpp", source).verdict is Verdict.ACCEPTED


def test_compile_errors_name_the_file_without_paths_of_ours(sandbox: Sandbox, tmp_path: Path) -> None:
    result = judge(sandbox, package(tmp_path, {}), "a.cpp", "int main() { nonsense }")
    assert result.verdict is Verdict.COMPILE_ERROR
    assert result.compile is not None
    assert "a.cpp:1" in result.compile.output
    assert "/tmp/" not in result.compile.output


def test_a_language_that_is_not_there_is_a_judge_error_that_says_so(sandbox: Sandbox, tmp_path: Path) -> None:
    submission = Submission("a.py", "cobol", {"a.py": b""})
    result = grade(package(tmp_path, {}), submission, sandbox=sandbox)
    assert result.verdict is Verdict.JUDGE_ERROR
    assert "cobol" in result.error


def test_a_submission_of_several_files_runs_its_main_file(sandbox: Sandbox, tmp_path: Path) -> None:
    files = {"helper.py": b"def five(): return 5\n", "main.py": b"import helper\nprint(helper.five())\n"}
    result = grade(package(tmp_path, {}), Submission("dir", None, files), sandbox=sandbox)
    assert result.verdict is Verdict.ACCEPTED


def test_programs_are_removed_after_grading(sandbox: Sandbox, tmp_path: Path) -> None:
    folder = next(iter(sandbox._base.glob("programs")))
    before = len(list(folder.iterdir()))
    judge(sandbox, package(tmp_path, {}), "a.py", ECHO)
    assert len(list(folder.iterdir())) == before
