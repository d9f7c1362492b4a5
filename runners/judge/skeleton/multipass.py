"""A multi-pass problem: a number is written in letters in the first pass and read again in the second."""

from __future__ import annotations

from judge.skeleton.numbers import ONE_INTEGER, cases, invalid_integers

_PROBLEM = """\
type: multi-pass
keywords: [encoding]
limits:
  memory: 512
  validation_passes: 2
constants:
  n_min: 1
  n_max: 1000000
"""
_STATEMENT = """\
Your program is run twice. The first time it turns an integer $n$ into letters, the second time it is given these
letters and finds $n$ again. Nothing else is kept between the two runs.

## Input
In the first run the only line holds $n$ (${{n_min}} \\le n \\le {{n_max}}$).
In the second run the only line holds the letters that you have printed.

## Output
In the first run print at most 20 lower-case letters. In the second run print $n$.
"""
_JUDGE = """\
\"\"\"validate.py INPUT ANSWER FEEDBACK_DIR < output, after each pass: `nextpass.in` asks for another one.\"\"\"
import re
import sys
from pathlib import Path

folder = Path(sys.argv[3])
hidden = folder / "hidden"


def reject(reason):
    (folder / "judgemessage.txt").write_text(reason)
    sys.exit(43)


output = sys.stdin.read().strip()
if hidden.exists():
    if output != hidden.read_text():
        reject(f"expected {hidden.read_text()}, found {output[:20]!r}")
    sys.exit(42)
if not re.fullmatch(r"[a-z]{1,20}", output):
    reject(f"expected at most 20 letters, found {output[:30]!r}")
hidden.write_text(Path(sys.argv[1]).read_text().strip())
(folder / "nextpass.in").write_text(output + "\\n")
sys.exit(42)
"""
_REFERENCE = """\
line = input()
if line.isdigit():
    print("".join("abcdefghij"[int(digit)] for digit in line))
else:
    print("".join(str(ord(letter) - ord("a")) for letter in line))
"""
_CPP = """\
#include <iostream>
#include <string>

int main() {
    std::string line;
    std::cin >> line;
    int shift = line[0] <= '9' ? 'k' - '0' : '0' - 'k';
    for (char &letter : line) letter += shift;
    std::cout << line << '\\n';
}
"""
_WRONG = """\
line = input()
if line.isdigit():
    print("".join("abcdefghi"[int(digit) % 9] for digit in line))  # 0 and 9 become the same letter
else:
    print("".join(str(ord(letter) - ord("a")) for letter in line))
"""


def files() -> dict[str, str]:
    """All files by path."""
    made = {
        "problem.yaml": _PROBLEM,
        "statement/problem.en.md": _STATEMENT,
        "input_validators/validate.py": ONE_INTEGER,
        "output_validator/validate.py": _JUDGE,
        "submissions/accepted/reference.py": _REFERENCE,
        "submissions/accepted/shift.cpp": _CPP,
        "submissions/wrong_answer/nine.py": _WRONG,
        "data/sample/01.in": "15\n",
        "data/sample/01.ans": "",
    }
    made |= cases("secret", (1, 9, 90, 123456, 700007, 999999, 1000000))
    return made | invalid_integers(0, 1000001)
