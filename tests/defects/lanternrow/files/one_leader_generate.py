"""Prints one input: generate.py STRATUM SEED, with STRATUM small, random, extreme or slow."""
import random
import sys

APART = 3  # parameter: apart
M_MAX = 100
TOTAL_MAX = 5000


def led(rng, rounds, fillers, missing):
    """One colour in every round, the others well below it; without a way if some are `missing`."""
    others = (rounds - 1) * (APART - 1) - missing
    counts = [rounds]
    while others > 0:
        counts.append(max(1, min(others, rng.randint(1, max(1, rounds - 2)), others // fillers + 1)))
        others -= counts[-1]
    rng.shuffle(counts)
    return counts


def small(rng, seed):
    if seed % 3 == 0:
        return [rng.randint(3, 4), 1]
    return led(rng, rng.randint(2, 4), 2, rng.choice([0, 0, 1]))


def random_case(rng, seed):
    return led(rng, rng.randint(10, 60), rng.randint(3, 12), rng.choice([0, 1]))


def extreme(rng, seed):
    kind = (seed - 1) % 5
    if kind == 0:
        return [1]
    if kind == 1:
        return [TOTAL_MAX]
    if kind == 2:
        counts = [TOTAL_MAX // M_MAX] * M_MAX
        counts[3] += 9
        for index in range(10, 19):
            counts[index] -= 1
        return counts
    return led(rng, 1600 + rng.randint(0, 9), 40, kind - 3)


def slow(rng, seed):
    return led(rng, 100 * seed + rng.randint(0, 50), 30, 1)


STRATA = {"small": small, "random": random_case, "extreme": extreme, "slow": slow}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in STRATA or not sys.argv[2].isdigit():
        sys.exit(f"usage: generate.py {'|'.join(STRATA)} SEED")
    stratum, seed = sys.argv[1], int(sys.argv[2])
    counts = STRATA[stratum](random.Random(f"{stratum}-{seed}"), seed)
    print(len(counts))
    print(*counts)


main()
