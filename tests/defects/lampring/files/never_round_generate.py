"""Prints one input: generate.py STRATUM SEED, with STRATUM small, random, extreme or slow."""
import random
import sys

N_MAX = 3000
T_MAX = 300000


def states(rng, count, lit):
    return "".join("1" if rng.random() < lit else "0" for _ in range(count))


def small(rng, seed):
    return rng.randint(0, 12), states(rng, 65, rng.choice([0.2, 0.5, 0.9]))


def random_case(rng, seed):
    return rng.randint(50, 300), states(rng, rng.randint(1600, 2000), rng.choice([0.1, 0.5, 0.8]))


def extreme(rng, seed):
    kind = (seed - 1) % 5
    if kind == 0:
        return 0, rng.choice("01")
    if kind == 1:
        return 0, states(rng, N_MAX, 0.5)
    if kind == 2:
        return rng.randint(1, 500), "1" * rng.randint(2600, N_MAX)
    return 590, states(rng, N_MAX, 0.2 * kind)


def slow(rng, seed):
    return 590 - rng.randint(0, 9), states(rng, N_MAX, 0.3 * seed)


STRATA = {"small": small, "random": random_case, "extreme": extreme, "slow": slow}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in STRATA or not sys.argv[2].isdigit():
        sys.exit(f"usage: generate.py {'|'.join(STRATA)} SEED")
    stratum, seed = sys.argv[1], int(sys.argv[2])
    turns, start = STRATA[stratum](random.Random(f"{stratum}-{seed}"), seed)
    print(len(start), turns)
    print(start)


main()
