"""What is run: two trivial programs for the cost of a run itself, and a submission of ordinary size on many tests."""

from __future__ import annotations

import random
from dataclasses import dataclass

TRIVIAL_C = b'#include <stdio.h>\nint main(void) { puts("hello"); return 0; }\n'
TRIVIAL_PYTHON = b'print("hello")\n'

# Forty lines as people write them: shortest paths on a small grid of weights.
SUBMISSION = b"""import sys
from heapq import heappop, heappush


def read_grid():
    data = sys.stdin.read().split()
    rows, columns = int(data[0]), int(data[1])
    values = list(map(int, data[2:]))
    return rows, columns, values


def neighbours(cell, rows, columns):
    row, column = divmod(cell, columns)
    if row > 0:
        yield cell - columns
    if row + 1 < rows:
        yield cell + columns
    if column > 0:
        yield cell - 1
    if column + 1 < columns:
        yield cell + 1


def shortest(rows, columns, values):
    best = [None] * (rows * columns)
    queue = [(values[0], 0)]
    while queue:
        cost, cell = heappop(queue)
        if best[cell] is not None:
            continue
        best[cell] = cost
        for other in neighbours(cell, rows, columns):
            if best[other] is None:
                heappush(queue, (cost + values[other], other))
    return best


def main():
    rows, columns, values = read_grid()
    best = shortest(rows, columns, values)
    print(best[-1], max(best))


main()
"""


@dataclass(frozen=True)
class Test:
    """One test of the submission; `expected` is filled in by a bare run."""

    stdin: bytes


def tests(count: int) -> list[Test]:
    """Inputs of about 1 KiB each, the same in every bench."""
    generator = random.Random(20260101)  # noqa: S311 - reproducible, not secret
    return [Test(_grid(generator)) for _ in range(count)]


def _grid(generator: random.Random) -> bytes:
    rows, columns = 18, 20
    values = " ".join(str(generator.randint(1, 99)) for _ in range(rows * columns))
    return f"{rows} {columns}\n{values}\n".encode()
