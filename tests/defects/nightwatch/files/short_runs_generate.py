"""Prints one input: generate.py STRATUM SEED, with STRATUM small, random, extreme or slow."""
import random
import sys

STREAK = 3  # parameter: streak
PAUSE = 2  # parameter: pause
N_MAX = 10000
COINS_MAX = 1000000


def stretches(rng, nights, worst, most):
    """Good runs of at most a streak between bad stretches of any length, so that no longer run ever pays."""
    coins = []
    while len(coins) < nights:
        coins += [rng.randint(1, most) for _ in range(rng.randint(1, STREAK))]
        coins += [-rng.randint(most * STREAK, worst) for _ in range(rng.randint(1, PAUSE + 1))]
    return [max(-COINS_MAX, coin) for coin in coins[:nights]]


def small(rng, seed):
    if seed % 4 == 3:
        return [rng.randint(-9, -1) for _ in range(rng.randint(1, 4))]
    return stretches(rng, rng.randint(STREAK, STREAK + PAUSE + 4), 60, 12)


def random_case(rng, seed):
    return stretches(rng, rng.randint(100, 400), 9000, 1000)


def extreme(rng, seed):
    kind = (seed - 1) % 5
    if kind == 0:
        return [COINS_MAX]
    if kind == 1:
        return stretches(rng, N_MAX, COINS_MAX, COINS_MAX // 9)
    if kind == 2:
        return [-COINS_MAX] + [rng.randint(-COINS_MAX, -1) for _ in range(1000)]
    if kind == 3:
        coins = [-COINS_MAX] * 500
        coins[rng.randrange(500)] = COINS_MAX
        return coins
    return stretches(rng, 3000, COINS_MAX, COINS_MAX // 30)


def slow(rng, seed):
    return stretches(rng, N_MAX, COINS_MAX, COINS_MAX // 12)


STRATA = {"small": small, "random": random_case, "extreme": extreme, "slow": slow}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in STRATA or not sys.argv[2].isdigit():
        sys.exit(f"usage: generate.py {'|'.join(STRATA)} SEED")
    stratum, seed = sys.argv[1], int(sys.argv[2])
    coins = STRATA[stratum](random.Random(f"{stratum}-{seed}"), seed)
    print(len(coins))
    print(*coins)


main()
