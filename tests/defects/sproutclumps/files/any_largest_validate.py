"""validate.py INPUT ANSWER FEEDBACK_DIR < output: any of several largest clumps is right."""
import sys
from pathlib import Path


def finish(code, message):
    try:
        (Path(sys.argv[3]) / "judgemessage.txt").write_text(message)
    except OSError:
        pass
    sys.exit(code)


def clumps_of(positions):
    groups = []
    for x in sorted(positions):
        if groups and x - groups[-1][-1] <= {{gap}}:
            groups[-1].append(x)
        else:
            groups.append([x])
    return groups


def main():
    groups = clumps_of(map(int, Path(sys.argv[1]).read_text().split()[1:]))
    most = max(map(len, groups))
    starts = {group[0] for group in groups if len(group) == most}
    tokens = sys.stdin.buffer.read().split()
    if len(tokens) != 3:
        finish(43, "three integers expected")
    if not all(token.isdigit() and len(token) <= 9 for token in tokens):
        finish(43, "something is not a plain integer")
    count, size, start = map(int, tokens)
    if count != len(groups):
        finish(43, f"{len(groups)} clumps expected")
    if size != most:
        finish(43, f"the largest clump has {most}")
    if start not in starts:
        finish(43, f"no largest clump begins at {start}")
    finish(42, "right")


main()
