"""Prints one input: generate.py STRATUM SEED, with STRATUM small, random, extreme or slow."""
import random
import sys

GAP = 10  # parameter: gap
N_MAX = 12000
X_MAX = 1000000


def clumps(rng, sizes, spare):
    """Positions of clumps of these sizes from left to right; `spare` is the room that must remain to the right."""
    positions = []
    here = rng.randint(0, GAP)
    for size in sizes:
        for index in range(size):
            positions.append(here)
            if index + 1 < size:
                here += rng.choice([0, 1, GAP - 1, GAP, GAP, rng.randint(0, GAP)])
        here += GAP + rng.choice([1, 1, 2, rng.randint(1, spare)])
    return positions


def shuffled(rng, positions):
    rng.shuffle(positions)
    return positions


def small(rng, seed):
    count = rng.randint(1, 3)
    if seed % 2:  # equally large clumps, so that the tie matters
        return shuffled(rng, clumps(rng, [rng.randint(1, 2)] * count, 5))
    return shuffled(rng, clumps(rng, [rng.randint(1, 3) for _ in range(count)], 5))


def random_case(rng, seed):
    sizes = [rng.randint(1, 6) for _ in range(rng.randint(20, 120))]
    if seed % 2:
        sizes += [6] * 3
        rng.shuffle(sizes)
    return shuffled(rng, clumps(rng, sizes, 300))


def extreme(rng, seed):
    kind = (seed - 1) % 5
    if kind == 0:
        return [rng.choice([0, X_MAX, rng.randint(0, X_MAX)])]
    if kind == 1:  # everything at one place
        return [rng.randint(1, X_MAX)] * N_MAX
    if kind == 2:  # both ends of the furrow, one clump on each side
        size = rng.randint(2000, 3000)
        return shuffled(rng, [rng.randint(0, GAP) for _ in range(size)] + [X_MAX] * (size - 1) + [X_MAX - GAP, 0])
    if kind == 3:  # all apart
        step = rng.randint(GAP + 1, GAP + 40)
        return shuffled(rng, [step * i for i in range(rng.randint(4000, 6000))])
    chain = [GAP * i for i in range(rng.randint(3000, 5000))]  # one long chain at exactly the gap
    return shuffled(rng, [rng.randint(0, GAP - 1)] + [GAP + x for x in chain])


def slow(rng, seed):
    return [rng.randint(0, X_MAX) for _ in range(N_MAX)]


STRATA = {"small": small, "random": random_case, "extreme": extreme, "slow": slow}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in STRATA or not sys.argv[2].isdigit():
        sys.exit(f"usage: generate.py {'|'.join(STRATA)} SEED")
    stratum, seed = sys.argv[1], int(sys.argv[2])
    positions = STRATA[stratum](random.Random(f"{stratum}-{seed}"), seed)
    print(len(positions))
    print(*positions)


main()
