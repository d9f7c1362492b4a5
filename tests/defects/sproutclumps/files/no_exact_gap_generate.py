"""Prints one input: generate.py STRATUM SEED, with STRATUM small, random, extreme or slow."""
import random
import sys

GAP = 10  # parameter: gap
N_MAX = 12000
X_MAX = 1000000


def loosened(positions):
    """Moves places apart that are exactly the gap from each other."""
    shift, last, result = 0, None, []
    for x in sorted(positions):
        x += shift
        if last is not None and x - last == GAP:
            shift += 1
            x += 1
        result.append(x)
        last = x
    return [x for x in result if x <= X_MAX]


def clumps(rng, sizes, spare):
    positions, here = [], rng.randint(0, GAP)
    for size in sizes:
        for _ in range(size):
            positions.append(here)
            here += rng.choice([0, 1, GAP - 1, rng.randint(0, GAP - 1)])
        here += GAP + rng.choice([1, 1, 2, rng.randint(1, spare)])
    return positions


def small(rng, seed):
    count = rng.randint(1, 3)
    if seed % 2:
        return clumps(rng, [rng.randint(1, 2)] * count, 5)
    return clumps(rng, [rng.randint(1, 3) for _ in range(count)], 5)


def random_case(rng, seed):
    return clumps(rng, [rng.randint(1, 6) for _ in range(rng.randint(20, 120))] + [6] * 3, 300)


def extreme(rng, seed):
    kind = (seed - 1) % 5
    if kind == 0:
        return [rng.choice([0, X_MAX, rng.randint(0, X_MAX)])]
    if kind == 1:
        return [rng.randint(1, X_MAX)] * N_MAX
    if kind == 2:
        return [rng.randint(0, GAP - 1) for _ in range(2000)] + [X_MAX] * 1999 + [X_MAX - 3, 0]
    if kind == 3:
        return [(GAP + 7) * i for i in range(rng.randint(4000, 6000))]
    return [(GAP - 1) * i for i in range(rng.randint(3000, 5000))]


def slow(rng, seed):
    return [rng.randint(0, X_MAX - 1000) for _ in range(N_MAX)]


STRATA = {"small": small, "random": random_case, "extreme": extreme, "slow": slow}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in STRATA or not sys.argv[2].isdigit():
        sys.exit(f"usage: generate.py {'|'.join(STRATA)} SEED")
    stratum, seed = sys.argv[1], int(sys.argv[2])
    rng = random.Random(f"{stratum}-{seed}")
    positions = loosened(STRATA[stratum](rng, seed))
    rng.shuffle(positions)
    print(len(positions))
    print(*positions)


main()
