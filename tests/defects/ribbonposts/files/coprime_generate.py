"""Prints one input: generate.py STRATUM SEED, with STRATUM small, random, extreme or slow."""
import random
import sys

POST_MAX = 10**12
STEP_MAX = 10**6
PAIRS = [(2, 3), (3, 5), (4, 7), (5, 8), (7, 9), (1, 6), (8, 11), (9, 4)]


def small(rng, seed):
    if seed % 4 == 1:  # often nothing to decorate
        l = rng.randint(1, 20)
        return l, l + rng.randint(0, 3), rng.choice([23, 29]), rng.choice([25, 27])
    l = rng.randint(1, 30)
    return l, rng.randint(l, 40), *rng.choice(PAIRS)


def random_case(rng, seed):
    a, b = rng.choice(PAIRS)
    a, b = a + 77 * b, b
    while a % 2 == b % 2 == 0 or a % 3 == b % 3 == 0 or a % 5 == b % 5 == 0 or a % 7 == b % 7 == 0:
        a += 1
    l = rng.randint(1, 10**6)
    return a * l, a * l + b * rng.randint(0, 10**4), a, b


def extreme(rng, seed):
    kind = (seed - 1) % 5
    if kind == 0:
        return 1, POST_MAX, 1, rng.randint(2, STEP_MAX)
    if kind == 1:
        return POST_MAX, POST_MAX, STEP_MAX, 1
    if kind == 2:
        return 1, 1, STEP_MAX, STEP_MAX - 1
    if kind == 3:
        return rng.randint(1, 9), POST_MAX, rng.randint(2, 9), 1
    return rng.randint(1, 100), POST_MAX, STEP_MAX - 1, STEP_MAX


def slow(rng, seed):
    return rng.randint(1, 1000), POST_MAX - rng.randint(0, 1000), *rng.choice(PAIRS[:4])


STRATA = {"small": small, "random": random_case, "extreme": extreme, "slow": slow}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in STRATA or not sys.argv[2].isdigit():
        sys.exit(f"usage: generate.py {'|'.join(STRATA)} SEED")
    stratum, seed = sys.argv[1], int(sys.argv[2])
    l, r, a, b = STRATA[stratum](random.Random(f"{stratum}-{seed}"), seed)
    print(l, r)
    print(a, b)


main()
