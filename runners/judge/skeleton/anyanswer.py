"""Many right answers, judged by an output validator of the package: a number is split into two."""

from __future__ import annotations

from judge.skeleton.numbers import ONE_INTEGER, cases, invalid_integers

_PROBLEM = """\
keywords: [arithmetic]
limits:
  memory: 512
constants:
  n_min: 2
  n_max: 1000000000
"""
_STATEMENT = """\
Write the integer $n$ as the sum of two positive integers.

## Input
The only line holds $n$ (${{n_min}} \\le n \\le {{n_max}}$).

## Output
Print two positive integers whose sum is $n$. If there are several ways, any of them is accepted.
"""
_CHECKER = """\
\"\"\"validate.py INPUT ANSWER FEEDBACK_DIR < output: exits with 42 to accept, with 43 to reject.\"\"\"
import re
import sys
from pathlib import Path


def reject(reason):
    Path(sys.argv[3], "judgemessage.txt").write_text(reason)
    sys.exit(43)


n = int(Path(sys.argv[1]).read_text())
words = sys.stdin.read().split()
if len(words) != 2:
    reject(f"expected two integers, found {len(words)} words")
if not all(re.fullmatch(r"[1-9][0-9]{0,9}", word) for word in words):
    reject("expected two positive integers")
if sum(map(int, words)) != n:
    reject(f"the sum is {sum(map(int, words))}, not {n}")
sys.exit(42)
"""
_REFERENCE = """\
n = int(input())
print(1, n - 1)
"""
_CPP = """\
#include <iostream>

int main() {
    long long n;
    std::cin >> n;
    std::cout << n / 2 << ' ' << n - n / 2 << '\\n';
}
"""
_WRONG = """\
n = int(input())
print(n // 2, n // 2)  # loses one where n is odd
"""
_NUMBERS = (3, 4, 99, 1000, 999999999, 1000000000)
_OUTPUTS = {"zero": "0 5\n", "one_number": "5\n", "other_sum": "2 2\n", "words": "two three\n", "more": "2 3\n1\n"}


def files() -> dict[str, str]:
    """All files by path."""
    made = {
        "problem.yaml": _PROBLEM,
        "statement/problem.en.md": _STATEMENT,
        "input_validators/validate.py": ONE_INTEGER,
        "output_validator/validate.py": _CHECKER,
        "submissions/accepted/reference.py": _REFERENCE,
        "submissions/accepted/half.cpp": _CPP,
        "submissions/wrong_answer/half.py": _WRONG,
    }
    made |= cases("sample", (5, 2), _answer) | cases("secret", _NUMBERS, _answer) | invalid_integers(1, 1000000001)
    for case, output in _OUTPUTS.items():
        place = f"data/invalid_output/{case}"
        made |= {f"{place}.in": "5\n", f"{place}.ans": "", f"{place}.out": output}
    return made


def _answer(n: int) -> str:
    return f"1 {n - 1}\n"
