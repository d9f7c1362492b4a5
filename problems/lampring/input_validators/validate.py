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
    count, _ = integers(lines[0], "line 1", [("n", {{n_min}}, {{n_max}}), ("t", {{t_min}}, {{t_max}})])
    if not re.fullmatch("[01]+", lines[1]):
        reject("line 2: a string of the characters 0 and 1 expected")
    if len(lines[1]) != count:
        reject(f"line 2: {count} characters expected, {len(lines[1])} found")
    sys.exit(42)


main()
