"""What the skeletons share: a validator for one integer, and tests that hold one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

ONE_INTEGER = """\
import re
import sys

text = sys.stdin.read()
if not re.fullmatch(r"[1-9][0-9]*\\n", text):
    print("the input must be one line with one integer", file=sys.stderr)
    sys.exit(43)
if not {{n_min}} <= int(text) <= {{n_max}}:
    print("n must be an integer from {{n_min}} to {{n_max}}", file=sys.stderr)
    sys.exit(43)
sys.exit(42)
"""


def invalid_integers(too_small: int, too_large: int) -> dict[str, str]:
    """Inputs that `ONE_INTEGER` must reject, by path."""
    texts = {
        "empty": "",
        "more": "5\n5\n",
        "no_newline": "5",
        "too_large": f"{too_large}\n",
        "too_small": f"{too_small}\n",
        "zeros": "007\n",
    }
    return {f"data/invalid_input/{case}.in": text for case, text in texts.items()}


def no_answer(_: int) -> str:
    return ""


def cases(group: str, numbers: Iterable[int], answer: Callable[[int], str] = no_answer) -> dict[str, str]:
    """One test case per number, in order; without `answer` the answer files are empty."""
    made: dict[str, str] = {}
    for place, number in enumerate(numbers, 1):
        name = f"data/{group}/{place:03}"
        made |= {f"{name}.in": f"{number}\n", f"{name}.ans": answer(number)}
    return made
