"""Interactive and multi-pass problems: who ends first decides, pipes never lock, state is kept between passes."""

from __future__ import annotations

from pathlib import Path

import pytest
from chalicelib.protocol import Result, Verdict
from judge.engine import GradeOptions, Submission, grade
from judge.package import Package
from judge.sandbox import Sandbox

from tests.functional.judge.packages import legacy, package

pytestmark = pytest.mark.sandbox

GUESS = """
import sys
secret = int(open(sys.argv[1]).read())
for _ in range(10):
    line = sys.stdin.readline()
    if not line.strip().isdigit():
        sys.exit(43)
    guess = int(line)
    if guess == secret:
        print("correct", flush=True)
        sys.exit(42)
    print("lower" if guess > secret else "higher", flush=True)
sys.exit(43)
"""
BISECT = """
low, high = 1, 1000
while True:
    middle = (low + high) // 2
    print(middle, flush=True)
    word = input()
    if word == "correct":
        break
    low, high = (low, middle - 1) if word == "lower" else (middle + 1, high)
"""
DATA = {"data/secret/1.in": "617\n", "data/secret/1.ans": ""}


def interactive(root: Path) -> Package:
    files = {**DATA, "output_validator/guess.py": GUESS}
    return package(root, files, "type: interactive\nlimits: {time_limit: 1}\n")


def judge(sandbox: Sandbox, on: Package, source: str) -> Result:
    submission = Submission("a.py", None, {"a.py": source.encode()})
    return grade(on, submission, sandbox=sandbox, options=GradeOptions(for_judges=True))


PLAYERS = {
    "finds it": (BISECT, Verdict.ACCEPTED),
    "wrong guesses": ("while True: print(1, flush=True); input()", Verdict.WRONG_ANSWER),
    "nonsense": ("print('x', flush=True); input()", Verdict.WRONG_ANSWER),
    "says nothing and ends": ("", Verdict.WRONG_ANSWER),
    "waits for ever": ("input()", Verdict.TIME_LIMIT_EXCEEDED),
    "never flushes": (
        "import sys\nsys.stdout = open(1, 'w', 100000)\nprint(1)\nsys.stdin.readline()",
        Verdict.TIME_LIMIT_EXCEEDED,
    ),
    "busy for ever": ("while True: pass", Verdict.TIME_LIMIT_EXCEEDED),
    "crashes first": ("1 // 0", Verdict.RUNTIME_ERROR),
    "crashes after the right answer": (BISECT + "1 // 0\n", Verdict.RUNTIME_ERROR),
    "busy after the right answer": (BISECT + "while True: pass\n", Verdict.TIME_LIMIT_EXCEEDED),
    "crashes after it was rejected": ("print('x', flush=True)\ninput()\n1 // 0\n", Verdict.WRONG_ANSWER),
    "floods": ("while True: print(1)", Verdict.WRONG_ANSWER),
    "takes too much memory": ("x = 'a' * (10 ** 11)", Verdict.MEMORY_LIMIT_EXCEEDED),
    "talks on stderr all the time": (
        "import sys\nsys.stderr.write('x' * 10 ** 6)\n" + BISECT,
        Verdict.ACCEPTED,
    ),
    "closes its output and crashes": ("import os, time\nos.close(1)\ntime.sleep(0.2)\n1 // 0", Verdict.RUNTIME_ERROR),
    "closes its output": ("import os, time\nos.close(1)\ntime.sleep(0.2)", Verdict.WRONG_ANSWER),
}


@pytest.mark.parametrize(("source", "verdict"), PLAYERS.values(), ids=PLAYERS)
def test_who_ends_first_decides(sandbox: Sandbox, tmp_path: Path, source: str, verdict: Verdict) -> None:
    assert judge(sandbox, interactive(tmp_path), source).verdict is verdict


def test_an_interactor_is_not_kept_waiting_by_a_player_who_read_nothing_and_has_ended(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    # More than the pipe between them holds.
    echo = "import sys\nfor line in sys.stdin: print(line * 2, flush=True)\nsys.exit(42)\n"
    files = {**DATA, "output_validator/echo.py": echo}
    on = package(tmp_path, files, "type: interactive\nlimits: {time_limit: 1, validation_time: 5}\n")
    assert judge(sandbox, on, "for _ in range(1500): print('1' * 999)").verdict is Verdict.ACCEPTED


def test_what_a_player_wrote_without_end_is_not_read_to_its_end(sandbox: Sandbox, tmp_path: Path) -> None:
    # It would take minutes, and ends with a traceback where the last line is cut.
    slow = "import sys, time\nfor line in sys.stdin: time.sleep(0.001); int(line)\n"
    files = {**DATA, "output_validator/slow.py": slow}
    on = package(tmp_path, files, "type: interactive\nlimits: {time_limit: 1}\n")
    assert judge(sandbox, on, "while True: print('12')").verdict is Verdict.TIME_LIMIT_EXCEEDED


def test_what_a_crashing_player_said_is_shown_to_judges(sandbox: Sandbox, tmp_path: Path) -> None:
    result = judge(sandbox, interactive(tmp_path), "raise ValueError('the last words')")
    (run,) = result.runs
    assert "ValueError: the last words" in run.message


def test_a_crashing_interactor_is_a_judge_error(sandbox: Sandbox, tmp_path: Path) -> None:
    files = {**DATA, "output_validator/v.py": "import sys\nsys.stdin.readline()\n1 // 0\n"}
    broken = package(tmp_path, files, "type: interactive\nlimits: {time_limit: 1}\n")
    assert judge(sandbox, broken, BISECT).verdict is Verdict.JUDGE_ERROR


def test_legacy_interactive_problems_may_lack_answers(sandbox: Sandbox, tmp_path: Path) -> None:
    files = {"data/secret/1.in": "3\n", "output_validators/guess/guess.py": GUESS}
    assert (
        judge(sandbox, legacy(tmp_path, files, "validation: custom interactive\n"), BISECT).verdict is Verdict.ACCEPTED
    )


CLOSES = """
import os, sys, time
print(open(sys.argv[1]).read(), flush=True)
os.close(1)
time.sleep(0.3)
sys.exit(42 if sys.stdin.readline().strip() == "2" else 43)
"""


def test_an_interactor_that_closes_its_output_lets_the_submission_read_to_the_end(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    files = {"data/secret/1.in": "a b\n", "data/secret/1.ans": "", "output_validator/v.py": CLOSES}
    closing = package(tmp_path, files, "type: interactive\nlimits: {time_limit: 2}\n")
    assert judge(sandbox, closing, "import sys\nprint(len(sys.stdin.read().split()))").verdict is Verdict.ACCEPTED


PASSES = """
import pathlib
import sys
given = int(open(sys.argv[1]).read())
folder = pathlib.Path(sys.argv[3])
with open(folder / "judgemessage.txt", "a") as message:
    message.write(f"pass {given};")
if sys.stdin.read().split() != [str(given + 1)]:
    sys.exit(43)
if given < int(open(sys.argv[2]).read()):
    (folder / "nextpass.in").write_text(f"{given + 1}\\n")
sys.exit(42)
"""


def passes(root: Path, last: int, limit: int) -> Package:
    files = {"data/secret/1.in": "0\n", "data/secret/1.ans": f"{last}\n", "output_validator/v.py": PASSES}
    problem = f"type: multi-pass\nlimits: {{time_limit: 1, validation_passes: {limit}}}\n"
    return package(root, files, problem)


def test_passes_go_on_as_long_as_the_validator_asks(sandbox: Sandbox, tmp_path: Path) -> None:
    result = judge(sandbox, passes(tmp_path, last=2, limit=3), "print(int(input()) + 1)")
    assert (result.verdict, result.runs[0].message) == (Verdict.ACCEPTED, "pass 0;pass 1;pass 2;")


def test_a_later_pass_can_fail(sandbox: Sandbox, tmp_path: Path) -> None:
    result = judge(sandbox, passes(tmp_path, last=2, limit=3), "x = int(input())\nprint(9 if x == 1 else x + 1)")
    assert (result.verdict, result.runs[0].message) == (Verdict.WRONG_ANSWER, "pass 0;pass 1;")


def test_more_passes_than_allowed_are_a_judge_error(sandbox: Sandbox, tmp_path: Path) -> None:
    result = judge(sandbox, passes(tmp_path, last=9, limit=3), "print(int(input()) + 1)")
    assert (result.verdict, "more than 3 passes" in result.error) == (Verdict.JUDGE_ERROR, True)


def test_interactive_and_multi_pass_go_together(sandbox: Sandbox, tmp_path: Path) -> None:
    interactor = """
import pathlib, sys
given = int(open(sys.argv[1]).read())
print(given, flush=True)
answer = int(sys.stdin.readline())
if answer != given + 1:
    sys.exit(43)
if given < 3:
    pathlib.Path(sys.argv[3], "nextpass.in").write_text(str(answer))
sys.exit(42)
"""
    files = {"data/secret/1.in": "1\n", "data/secret/1.ans": "", "output_validator/v.py": interactor}
    problem = "type: [interactive, multi-pass]\nlimits: {time_limit: 1, validation_passes: 3}\n"
    both = package(tmp_path, files, problem)
    assert judge(sandbox, both, "print(int(input()) + 1)").verdict is Verdict.ACCEPTED
    assert judge(sandbox, both, "x = int(input())\nprint(7 if x == 2 else x + 1)").verdict is Verdict.WRONG_ANSWER
