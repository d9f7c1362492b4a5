"""validate.py INPUT ANSWER FEEDBACK_DIR < output: any moment with the most lamps on is right."""
import sys
from pathlib import Path


def counts_and_place(n, t, states):
    lamps = [state == "1" for state in states]
    place, counts = 0, [sum(lamps)]
    for _ in range(t):
        lamps[place] = not lamps[place]
        counts.append(counts[-1] + (1 if lamps[place] else -1))
        place = (place + ({{on_step}} if lamps[place] else {{off_step}})) % n
    return counts, place + 1


def verdict(tokens):
    n, t, states = Path(sys.argv[1]).read_text().split()
    counts, place = counts_and_place(int(n), int(t), states)
    if len(tokens) != 3 or not all(token.isdigit() and len(token) < 10 for token in tokens):
        return "three integers expected"
    most, moment, end = map(int, tokens)
    if most != max(counts):
        return f"the largest number is {max(counts)}"
    if moment >= len(counts) or counts[moment] != most:
        return f"after {moment} turns there are not {most} lamps on"
    return "" if end == place else f"the last place is {place}"


problem = verdict(sys.stdin.buffer.read().split())
if problem:
    Path(sys.argv[3], "judgemessage.txt").write_text(problem + "\n")
    sys.exit(43)
sys.exit(42)
