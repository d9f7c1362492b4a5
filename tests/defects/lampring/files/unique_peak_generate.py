"""Prints one input: generate.py STRATUM SEED, with STRATUM small, random, extreme or slow."""
import random
import sys

N_MAX = 3000
T_MAX = 300000


def with_unique_peak(rng, turns, count, lit):
    """Redraws until the most lamps are on at one moment only."""
    while True:
        start = "".join("1" if rng.random() < lit else "0" for _ in range(count))
        if is_unique(turns, start):
            return turns, start
        turns = max(0, turns - max(1, turns // 20))


def is_unique(turns, start):
    lamps, place = [state == "1" for state in start], 0
    counts = [sum(lamps)]
    for _ in range(turns):
        lamps[place] = not lamps[place]
        counts.append(counts[-1] + (1 if lamps[place] else -1))
        place = (place + (2 if lamps[place] else 5)) % len(lamps)
    return counts.count(max(counts)) == 1


def small(rng, seed):
    return with_unique_peak(rng, rng.randint(0, 6), rng.randint(1, 9), rng.choice([0.2, 0.5]))


def random_case(rng, seed):
    return with_unique_peak(rng, rng.randint(20, 60), rng.randint(100, 200), 0.2)


def extreme(rng, seed):
    kind = (seed - 1) % 5
    if kind == 0:
        return 0, rng.choice("01")
    if kind == 1:
        return 0, "".join(rng.choice("01") for _ in range(N_MAX))
    if kind == 2:
        return 0, "1" * rng.randint(2, N_MAX)
    return with_unique_peak(rng, 3000, N_MAX, 0)


def slow(rng, seed):
    return with_unique_peak(rng, 2000 + 300 * seed, N_MAX, 0)


STRATA = {"small": small, "random": random_case, "extreme": extreme, "slow": slow}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in STRATA or not sys.argv[2].isdigit():
        sys.exit(f"usage: generate.py {'|'.join(STRATA)} SEED")
    stratum, seed = sys.argv[1], int(sys.argv[2])
    turns, start = STRATA[stratum](random.Random(f"{stratum}-{seed}"), seed)
    print(len(start), turns)
    print(start)


main()
