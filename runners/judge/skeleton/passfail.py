"""One right answer: the largest sum of two integers."""

from __future__ import annotations

_PROBLEM = """\
keywords: [arithmetic]
limits:
  memory: 512
constants:
  n_min: 1
  n_max: 1000
  a_i_min: -1000000
  a_i_max: 1000000
"""
_STATEMENT = """\
Given $n$ integers $a_1, a_2, \\dots, a_n$, find the largest sum of two of them that stand at different places.
If there is only one integer, the answer is that integer.

## Input
The first line holds $n$ (${{n_min}} \\le n \\le {{n_max}}$).
The second line holds the $n$ integers (${{a_i_min}} \\le a_i \\le {{a_i_max}}$).

## Output
Print one integer, the largest sum.
"""
_VALIDATOR = """\
import re
import sys

INTEGER = r"(0|-?[1-9][0-9]*)"


def reject(reason):
    print(reason, file=sys.stderr)
    sys.exit(43)


text = sys.stdin.read()
lines = text.split("\\n")
if len(lines) != 3 or lines[2]:
    reject("the input must have two lines")
if not re.fullmatch(INTEGER, lines[0]) or not {{n_min}} <= int(lines[0]) <= {{n_max}}:
    reject("n must be an integer from {{n_min}} to {{n_max}}")
if not re.fullmatch(rf"{INTEGER}( {INTEGER})*", lines[1]):
    reject("the second line must hold integers with single spaces between them")
numbers = [int(word) for word in lines[1].split(" ")]
if len(numbers) != int(lines[0]):
    reject("there must be n integers")
if not all({{a_i_min}} <= number <= {{a_i_max}} for number in numbers):
    reject("each integer must be from {{a_i_min}} to {{a_i_max}}")
sys.exit(42)
"""
_GENERATOR = """\
\"\"\"Prints one input: generate.py STRATUM SEED, with STRATUM small, random, extreme or slow.\"\"\"
import random
import sys

N_MAX = 1000
A_MAX = 1000000
SIZES = {"small": 4, "random": 50, "extreme": N_MAX, "slow": N_MAX}

if len(sys.argv) != 3 or sys.argv[1] not in SIZES or not sys.argv[2].isdigit():
    sys.exit("usage: generate.py small|random|extreme|slow SEED")
stratum, seed = sys.argv[1], int(sys.argv[2])
rng = random.Random(f"{stratum}-{seed}")
n = SIZES[stratum] if stratum in ("extreme", "slow") else rng.randint(1, SIZES[stratum])
low, high = {"small": (-5, 5), "extreme": (-A_MAX, -A_MAX + 5)}.get(stratum, (-A_MAX, A_MAX))
print(n)
print(*(rng.randint(low, high) for _ in range(n)))
"""
_REFERENCE = """\
n = int(input())
numbers = sorted(map(int, input().split()))
print(sum(numbers[-2:]))
"""
_CPP = """\
#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<int> numbers(n);
    for (int &number : numbers) std::cin >> number;
    std::sort(numbers.rbegin(), numbers.rend());
    std::cout << numbers[0] + (n > 1 ? numbers[1] : 0) << '\\n';
}
"""
_WRONG = """\
n = int(input())
numbers = list(map(int, input().split()))
print(max(max(numbers), 0) * 2)  # takes the same integer twice
"""
_INPUTS = {
    "sample/01": "3\n4 -2 7\n",
    "sample/02": "1\n-5\n",
    "secret/001-edge-one": "1\n0\n",
    "secret/002-edge-negative": "4\n-3 -1 -7 -2\n",
    "secret/003-edge-equal": "5\n6 6 6 6 6\n",
    "secret/004-edge-limits": "2\n1000000 1000000\n",
    "secret/005-mixed": "8\n12 -40 3 99 -1 0 98 7\n",
}
_INVALID = {
    "count": "3\n1 2\n",
    "empty": "",
    "n_too_small": "0\n\n",
    "spaces": "2\n1  2\n",
    "too_large": "1\n1000001\n",
    "zeros": "1\n007\n",
}


def files() -> dict[str, str]:
    """All files by path; their answers are computed, not typed."""
    made = {
        "problem.yaml": _PROBLEM,
        "statement/problem.en.md": _STATEMENT,
        "input_validators/validate.py": _VALIDATOR,
        "generators/generate.py": _GENERATOR,
        "submissions/accepted/reference.py": _REFERENCE,
        "submissions/accepted/sorting.cpp": _CPP,
        "submissions/wrong_answer/twice.py": _WRONG,
    }
    for case, text in _INPUTS.items():
        made |= {f"data/{case}.in": text, f"data/{case}.ans": _answer(text)}
    return made | {f"data/invalid_input/{case}.in": text for case, text in _INVALID.items()}


def _answer(text: str) -> str:
    numbers = sorted(int(word) for word in text.split()[1:])
    return f"{sum(numbers[-2:])}\n"
