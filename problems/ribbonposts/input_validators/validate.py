"""Exits with 42 if the input on stdin is valid, else with 43 and the reason on stderr."""
import re
import sys

INTEGER = re.compile(r"0|-?[1-9][0-9]{0,18}")


def reject(reason):
    print(reason, file=sys.stderr)
    sys.exit(43)


def read_lines():
    data = sys.stdin.buffer.read()
    if not data.endswith(b"\n"):
        reject("the input does not end with a newline")
    try:
        return data.decode("ascii")[:-1].split("\n")
    except UnicodeDecodeError:
        reject("the input is not ASCII")


def integers(line, where, bounds):
    tokens = line.split(" ")
    if len(tokens) != len(bounds):
        reject(f"{where}: {len(bounds)} integers separated by single spaces expected")
    for token, (name, low, high) in zip(tokens, bounds):
        if not INTEGER.fullmatch(token):
            reject(f"{where}: {name} is not a plain integer")
        if not low <= int(token) <= high:
            reject(f"{where}: {name} is not between {low} and {high}")
    return [int(token) for token in tokens]


def main():
    lines = read_lines()
    if len(lines) != 2:
        reject("exactly two lines expected")
    first, last = integers(lines[0], "line 1", [("l", {{l_min}}, {{l_max}}), ("r", {{r_min}}, {{r_max}})])
    integers(lines[1], "line 2", [("a", {{a_min}}, {{a_max}}), ("b", {{b_min}}, {{b_max}})])
    if first > last:
        reject("line 1: l is greater than r")
    sys.exit(42)


main()
