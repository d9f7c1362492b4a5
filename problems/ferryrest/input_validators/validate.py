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
    places, count = integers(lines[0], "line 1", [("n", {{n_min}}, {{n_max}}), ("m", {{m_min}}, {{m_max}})])
    if len(lines) != count + 1:
        reject(f"{count} lines of the network expected, {len(lines) - 1} found")
    bounds = [
        ("u_i", {{u_i_min}}, min(places, {{u_i_max}})),
        ("v_i", {{v_i_min}}, min(places, {{v_i_max}})),
        ("w_i", {{w_i_min}}, {{w_i_max}}),
    ]
    for number, line in enumerate(lines[1:], 2):
        u, v, _ = integers(line, f"line {number}", bounds)
        if u == v:
            reject(f"line {number}: u_i and v_i are equal")
    sys.exit(42)


main()
