"""A scoring problem: the groups of its tests give points."""

from __future__ import annotations

from judge.skeleton.numbers import ONE_INTEGER, cases, invalid_integers

_PROBLEM = """\
type: scoring
keywords: [mathematics]
limits:
  memory: 512
constants:
  n_min: 1
  n_max: 1000000000
  few: 65535
"""
_STATEMENT = """\
Find the sum of the integers from 1 to $n$.

## Input
The only line holds $n$ (${{n_min}} \\le n \\le {{n_max}}$).

## Output
Print the sum.

## Scoring
You get the points of a group if you solve all its tests.

| group | points | holds |
|---|---|---|
| 1 | 40 | $n \\le {{few}}$ |
| 2 | 60 | nothing further |
"""
_REFERENCE = """\
n = int(input())
print(n * (n + 1) // 2)
"""
_CPP = """\
#include <iostream>

int main() {
    long long n;
    std::cin >> n;
    std::cout << (n % 2 ? (n + 1) / 2 * n : n / 2 * (n + 1)) << '\\n';
}
"""
_PARTIAL = """\
#include <iostream>

int main() {
    unsigned n, sum = 0;  // too small for the second group
    std::cin >> n;
    for (unsigned i = 1; i <= n && i <= 50000000; i++) sum += i;
    std::cout << sum << '\\n';
}
"""
_WRONG = """\
n = int(input())
print(n * n // 2)
"""
_SUBMISSIONS = """\
partially_accepted/narrow.cpp:
  permitted: [AC, WA]
  required: [WA]
  score: 40
  secret/group1: {permitted: [AC]}
"""
_GROUPS = {"group1": (40, (1, 2, 99, 5000, 65535)), "group2": (60, (100000, 1234567, 999999999, 1000000000))}


def files() -> dict[str, str]:
    """All files by path; their answers are computed, not typed."""
    made = {
        "problem.yaml": _PROBLEM,
        "statement/problem.en.md": _STATEMENT,
        "input_validators/validate.py": ONE_INTEGER,
        "submissions/submissions.yaml": _SUBMISSIONS,
        "submissions/accepted/reference.py": _REFERENCE,
        "submissions/accepted/formula.cpp": _CPP,
        "submissions/partially_accepted/narrow.cpp": _PARTIAL,
        "submissions/wrong_answer/square.py": _WRONG,
        "data/secret/test_group.yaml": "max_score: 100\nscore_aggregation: sum\n",
    }
    made |= cases("sample", (4, 10), _answer)
    for group, (points, numbers) in _GROUPS.items():
        made[f"data/secret/{group}/test_group.yaml"] = f"max_score: {points}\nscore_aggregation: pass-fail\n"
        made |= cases(f"secret/{group}", numbers, _answer)
    return made | invalid_integers(0, 1000000001)


def _answer(n: int) -> str:
    return f"{n * (n + 1) // 2}\n"
