"""An interactive problem: a hidden number is guessed in few questions."""

from __future__ import annotations

from judge.skeleton.numbers import ONE_INTEGER, cases, invalid_integers

_PROBLEM = """\
type: interactive
keywords: [binary search]
limits:
  memory: 512
constants:
  n_min: 1
  n_max: 1000
  guesses: 10
"""
_STATEMENT = """\
There is a hidden integer $n$ (${{n_min}} \\le n \\le {{n_max}}$). Find it with at most {{guesses}} guesses.

## Interaction
Print a guess on a line of its own and flush the output. You are then given one line:

- `lower` if $n$ is smaller than your guess,
- `higher` if $n$ is larger,
- `correct` if you have found it. Then your program must end.
"""
_JUDGE = """\
\"\"\"validate.py INPUT ANSWER FEEDBACK_DIR: reads guesses, prints replies; exits with 42 or 43.\"\"\"
import re
import sys
from pathlib import Path


def reject(reason):
    Path(sys.argv[3], "judgemessage.txt").write_text(reason)
    sys.exit(43)


n = int(Path(sys.argv[1]).read_text())
for _ in range({{guesses}}):
    guess = sys.stdin.readline()
    if not re.fullmatch(r"[0-9]{1,9}\\n", guess):
        reject(f"expected a guess, found {guess[:20]!r}")
    if int(guess) == n:
        print("correct", flush=True)
        if sys.stdin.read().strip():
            reject("went on after the right guess")
        sys.exit(42)
    print("lower" if n < int(guess) else "higher", flush=True)
reject("not found within {{guesses}} guesses")
"""
_REFERENCE = """\
low, high = {{n_min}}, {{n_max}}
reply = ""
while reply != "correct":
    guess = (low + high) // 2
    print(guess, flush=True)
    reply = input()
    if reply == "lower":
        high = guess - 1
    elif reply == "higher":
        low = guess + 1
"""
_CPP = """\
#include <iostream>
#include <string>

int main() {
    int low = {{n_min}}, high = {{n_max}};
    std::string reply;
    while (reply != "correct") {
        int guess = low + (high - low) / 2;
        std::cout << guess << std::endl;
        if (!(std::cin >> reply)) return 0;
        if (reply == "lower") high = guess - 1;
        if (reply == "higher") low = guess + 1;
    }
}
"""
_WRONG = """\
guess, reply = 0, ""
while reply != "correct":  # one by one takes too many guesses
    guess += 1
    print(guess, flush=True)
    reply = input()
"""
_INTERACTION = ">500\n<lower\n>250\n<lower\n>125\n<correct\n"


def files() -> dict[str, str]:
    """All files by path."""
    made = {
        "problem.yaml": _PROBLEM,
        "statement/problem.en.md": _STATEMENT,
        "input_validators/validate.py": ONE_INTEGER,
        "output_validator/validate.py": _JUDGE,
        "submissions/accepted/reference.py": _REFERENCE,
        "submissions/accepted/halving.cpp": _CPP,
        "submissions/wrong_answer/linear.py": _WRONG,
        "data/sample/01.in": "125\n",
        "data/sample/01.ans": "",
        "data/sample/01.interaction": _INTERACTION,
    }
    made |= cases("secret", (1, 2, 499, 500, 501, 999, 1000))
    return made | invalid_integers(0, 1001)
