"""Prints one input: generate.py STRATUM SEED, with STRATUM small, random, extreme or slow."""
import random
import sys

STREAK = 3  # parameter: streak
PAUSE = 2  # parameter: pause
N_MAX = 10000
COINS_MAX = 1000000


def small(rng, seed):
    if seed % 4 == 3:  # often nothing to earn
        return [rng.randint(-9, 1) for _ in range(rng.randint(1, 4))]
    return [rng.randint(-5, 12) for _ in range(rng.randint(STREAK, STREAK + PAUSE + 4))]


def random_case(rng, seed):
    """Good runs a little longer than a streak, separated by pauses around the shortest legal one."""
    coins = []
    for _ in range(rng.randint(30, 120)):
        coins += [rng.randint(1, 1000) for _ in range(rng.randint(1, STREAK + 2))]
        coins += [rng.randint(-900, 50) for _ in range(rng.randint(0, PAUSE))]
    return coins


def extreme(rng, seed):
    kind = (seed - 1) % 5
    if kind == 0:
        return [rng.choice([-COINS_MAX, COINS_MAX, rng.randint(-COINS_MAX, COINS_MAX)])]
    if kind == 1:  # the largest total
        return [COINS_MAX - (rng.random() < 0.1) for _ in range(N_MAX)]
    if kind == 2:  # all bad
        return [-COINS_MAX] + [rng.randint(-COINS_MAX, 0) for _ in range(rng.randint(100, 3000))]
    if kind == 3:  # one good night among bad ones
        coins = [rng.randint(-COINS_MAX, -1) for _ in range(rng.randint(100, 1000))]
        coins[rng.randrange(len(coins))] = COINS_MAX
        return coins
    return [rng.choice([-COINS_MAX, COINS_MAX, 0]) for _ in range(rng.randint(1000, 3000))]


def slow(rng, seed):
    return [rng.randint(-COINS_MAX // (2 * seed), COINS_MAX) for _ in range(N_MAX)]


STRATA = {"small": small, "random": random_case, "extreme": extreme, "slow": slow}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in STRATA or not sys.argv[2].isdigit():
        sys.exit(f"usage: generate.py {'|'.join(STRATA)} SEED")
    stratum, seed = sys.argv[1], int(sys.argv[2])
    coins = STRATA[stratum](random.Random(f"{stratum}-{seed}"), seed)
    print(len(coins))
    print(*coins)


main()
