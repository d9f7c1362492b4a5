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
    (count,) = integers(lines[0], "line 1", [("n", {{n_min}}, {{n_max}})])
    if len(lines) != count + 1:
        reject(f"{count} songs expected, {len(lines) - 1} lines found")
    for number, song in enumerate(lines[1:], 2):
        if not re.fullmatch("[a-z]+", song):
            reject(f"line {number}: a song of lower-case letters expected")
        if not {{w_i_min}} <= len(song) <= {{w_i_max}}:
            reject(f"line {number}: the length of w_i is not between {{w_i_min}} and {{w_i_max}}")
    sys.exit(42)


main()
