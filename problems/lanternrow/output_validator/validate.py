"""Output validator: validate.py INPUT ANSWER FEEDBACK_DIR < output. Exits with 42 to accept, with 43 to reject.

The judge's answer is held to the same rules; if it breaks them, or denies what the output shows to be possible,
the exit code is 1: then the package is wrong, not the submission.
"""
import re
import sys
from pathlib import Path

APART = {{apart}}
WRONG, JUDGE_AT_FAULT = 43, 1
NUMBER = re.compile(rb"[0-9]{1,9}")


class Refused(Exception):
    """The output is not a correct one; the message says why."""


def conclude(code, message):
    try:
        (Path(sys.argv[3]) / "judgemessage.txt").write_text(message + "\n", encoding="utf-8")
    except OSError:  # the message is a courtesy, the judgement is not
        print(message, file=sys.stderr)
    sys.exit(code)


def claims_possible(tokens, counts):
    """True for a correct arrangement, False for a bare NO. Raises Refused for anything else."""
    if not tokens:
        raise Refused("there is no output")
    word = tokens[0].upper()
    if word == b"NO":
        if len(tokens) > 1:
            raise Refused("NO is followed by more output")
        return False
    if word != b"YES":
        raise Refused("the first word is neither YES nor NO")
    check_arrangement(tokens[1:], counts)
    return True


def check_arrangement(tokens, counts):
    if len(tokens) != sum(counts):
        raise Refused(f"{sum(counts)} colours expected after YES, {len(tokens)} tokens found")
    left = [0, *counts]
    last = [-APART] * len(left)
    for hook, token in enumerate(tokens):
        if not NUMBER.fullmatch(token) or not 1 <= int(token) <= len(counts):
            raise Refused(f"hook {hook + 1} does not hold the number of a colour")
        colour = int(token)
        if left[colour] == 0:
            raise Refused(f"colour {colour} is used too often")
        if hook - last[colour] < APART:
            raise Refused(f"colour {colour} hangs on the hooks {last[colour] + 1} and {hook + 1}")
        left[colour] -= 1
        last[colour] = hook


def main():
    counts = [int(token) for token in Path(sys.argv[1]).read_bytes().split()][1:]
    try:
        judge_possible = claims_possible(Path(sys.argv[2]).read_bytes().split(), counts)
    except Refused as refused:
        conclude(JUDGE_AT_FAULT, f"the judge's answer is wrong: {refused}")
    try:
        possible = claims_possible(sys.stdin.buffer.read().split(), counts)
    except Refused as refused:
        conclude(WRONG, str(refused))
    if possible and not judge_possible:
        conclude(JUDGE_AT_FAULT, "the output is correct although the judge's answer is NO")
    if judge_possible and not possible:
        conclude(WRONG, "the output says NO although there is a way")
    sys.exit(42)


main()
