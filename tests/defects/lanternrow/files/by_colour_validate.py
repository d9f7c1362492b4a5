"""validate.py INPUT ANSWER FEEDBACK_DIR < output"""
import sys
from collections import defaultdict
from pathlib import Path

ACCEPT, REJECT, FAULT = 42, 43, 1


def problem_with(words, counts):
    """Why this is no valid row; empty if it is one."""
    if len(words) != sum(counts):
        return f"{len(words)} colours instead of {sum(counts)}"
    hooks = defaultdict(list)
    for hook, word in enumerate(words):
        if not (word.isascii() and word.isdigit() and len(word) < 8):
            return "a colour is no number"
        hooks[int(word)].append(hook)
    if sorted(hooks) != list(range(1, len(counts) + 1)):
        return "the colours are not those of the input"
    for colour, places in hooks.items():
        if len(places) != counts[colour - 1]:
            return f"colour {colour} is used {len(places)} times"
        for before, after in zip(places, places[1:]):
            if after - before < {{apart}}:
                return f"colour {colour} is too close to itself"
    return ""


def main():
    counts = list(map(int, Path(sys.argv[1]).read_text().split()))[1:]
    judge = Path(sys.argv[2]).read_text().split()
    if judge != ["NO"] and (judge[:1] != ["YES"] or problem_with(judge[1:], counts)):
        return FAULT, "the judge's answer is no valid one"
    words = sys.stdin.buffer.read().decode("ascii", "replace").split()
    head = words[0].upper() if words else ""
    if head == "NO" and len(words) == 1:
        return (ACCEPT, "right") if judge == ["NO"] else (REJECT, "there is a way")
    if head != "YES":
        return REJECT, "neither YES nor a lone NO"
    problem = problem_with(words[1:], counts)
    if problem:
        return REJECT, problem
    return (ACCEPT, "right") if judge != ["NO"] else (FAULT, "the judge did not find this way")


code, message = main()
with open(Path(sys.argv[3]) / "judgemessage.txt", "w") as file:
    print(message, file=file)
sys.exit(code)
