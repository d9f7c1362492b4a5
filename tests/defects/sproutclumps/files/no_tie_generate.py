"""Prints one input: generate.py STRATUM SEED, with STRATUM small, random, extreme or slow."""
import random
import sys

GAP = 10  # parameter: gap
N_MAX = 12000
X_MAX = 1000000


def crowned(rng, positions):
    """Adds to one clump so that it alone is the largest."""
    sizes, last, start = {}, None, None
    for x in sorted(positions):
        start = x if last is None or x - last > GAP else start
        sizes[start] = sizes.get(start, 0) + 1
        last = x
    chosen = rng.choice(list(sizes))
    return positions + [chosen] * (max(sizes.values()) - sizes[chosen] + 1)


def clumps(rng, sizes, spare):
    positions, here = [], rng.randint(0, GAP)
    for size in sizes:
        for index in range(size):
            positions.append(here)
            if index + 1 < size:
                here += rng.choice([0, 1, GAP - 1, GAP, GAP, rng.randint(0, GAP)])
        here += GAP + rng.choice([1, 1, 2, rng.randint(1, spare)])
    return positions


def small(rng, seed):
    return clumps(rng, [rng.randint(1, 3) for _ in range(rng.randint(1, 3))], 5)


def random_case(rng, seed):
    return clumps(rng, [rng.randint(1, 6) for _ in range(rng.randint(20, 120))], 300)


def extreme(rng, seed):
    kind = (seed - 1) % 5
    if kind == 0:
        return [rng.choice([0, X_MAX])]
    if kind == 1:
        return [rng.randint(1, X_MAX)] * (N_MAX - 1)
    if kind == 2:
        return [rng.randint(0, GAP) for _ in range(2500)] + [X_MAX] * 2499 + [X_MAX - GAP, 0]
    if kind == 3:
        return [(GAP + 1) * i for i in range(rng.randint(4000, 6000))]
    return [GAP * i for i in range(rng.randint(3000, 5000))]


def slow(rng, seed):
    return [rng.randint(0, X_MAX) for _ in range(N_MAX - 9)]


STRATA = {"small": small, "random": random_case, "extreme": extreme, "slow": slow}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in STRATA or not sys.argv[2].isdigit():
        sys.exit(f"usage: generate.py {'|'.join(STRATA)} SEED")
    stratum, seed = sys.argv[1], int(sys.argv[2])
    rng = random.Random(f"{stratum}-{seed}")
    positions = STRATA[stratum](rng, seed)
    if seed != 1 or stratum != "extreme":
        positions = crowned(rng, positions)
    rng.shuffle(positions)
    print(len(positions))
    print(*positions)


main()
