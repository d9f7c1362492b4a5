"""Prints one input: generate.py STRATUM SEED, with STRATUM small, random, extreme or slow."""
import random
import sys

APART = 3  # parameter: apart
M_MAX = 100
TOTAL_MAX = 5000


def roomy(rng, rounds, leaders, colours):
    """Leaders in every round and enough of the others to fill the rounds."""
    counts = [rounds] * leaders
    others = (rounds - 1) * (APART - leaders) + rng.randint(0, 3)
    while others > 0:
        counts.append(min(others, rng.randint(1, max(1, min(rounds - 1, others * 2 // colours + 1)))))
        others -= counts[-1]
    rng.shuffle(counts)
    return counts


def small(rng, seed):
    return roomy(rng, rng.randint(1, 3), rng.randint(1, 2), 2)


def random_case(rng, seed):
    return roomy(rng, rng.randint(10, 60), rng.randint(1, APART - 1), rng.randint(3, 12))


def extreme(rng, seed):
    kind = (seed - 1) % 5
    if kind == 0:
        return [1]
    if kind == 1:
        return [TOTAL_MAX // M_MAX] * M_MAX
    return roomy(rng, TOTAL_MAX // APART - 10 - rng.randint(0, 9), rng.randint(1, APART - 1), 30)


def slow(rng, seed):
    return roomy(rng, 300 * seed, 2, 30)


STRATA = {"small": small, "random": random_case, "extreme": extreme, "slow": slow}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in STRATA or not sys.argv[2].isdigit():
        sys.exit(f"usage: generate.py {'|'.join(STRATA)} SEED")
    stratum, seed = sys.argv[1], int(sys.argv[2])
    counts = STRATA[stratum](random.Random(f"{stratum}-{seed}"), seed)
    print(len(counts))
    print(*counts)


main()
