"""Prints one input: generate.py STRATUM SEED, with STRATUM small, random, extreme or slow."""
import random
import sys

LEGS = 3  # parameter: legs
REST = 100  # parameter: rest
N_MAX = 2000
M_MAX = 4000
W_MAX = 10000000


def line(rng, u, v, minutes):
    return (u, v, minutes) if rng.random() < 0.5 else (v, u, minutes)


def star(rng, places, count, minutes_max):
    """Place 1 is connected with every other one, and any detour costs more than the direct line."""
    half = minutes_max // 3
    lines = [line(rng, 1, v, rng.randint(1, half)) for v in range(2, places + 1)]
    while len(lines) < count and places > 2:
        u, v = rng.sample(range(2, places + 1), 2)
        lines.append(line(rng, u, v, rng.randint(half, minutes_max)))
    rng.shuffle(lines)
    return lines


def small(rng, seed):
    places = rng.randint(2, 7)
    if seed % 4 == 2:
        return places, []
    return places, star(rng, places, places + rng.randint(0, 4), 99)


def random_case(rng, seed):
    places = rng.randint(60, 200)
    lines = star(rng, places, 2 * places, 9999)
    if seed % 5 == 4:
        lines = [one for one in lines if places not in one[:2]]
    return places, lines


def extreme(rng, seed):
    kind = (seed - 1) % 5
    if kind == 0:
        return rng.choice([2, rng.randint(2, N_MAX)]), []
    if kind == 1:
        return N_MAX, star(rng, N_MAX, M_MAX, W_MAX)
    if kind == 2:
        return N_MAX, [(1, N_MAX, W_MAX)] + [(N_MAX, v, W_MAX) for v in range(2, 1000)]
    if kind == 3:
        return 2, [line(rng, 1, 2, rng.randint(1, W_MAX)) for _ in range(rng.randint(100, 999))] + [(1, 2, W_MAX)]
    return N_MAX, star(rng, N_MAX, M_MAX, 3)


def slow(rng, seed):
    """A long chain behind place n, which no quickest way uses."""
    order = list(range(2, N_MAX))
    lines = [(N_MAX, 1, rng.randint(1, 99))] + [(1, order[-1], 200)]
    lines += [line(rng, u, v, rng.randint(50, 99)) for u, v in zip(order[::-1], order[-2::-1])]
    return N_MAX, lines


STRATA = {"small": small, "random": random_case, "extreme": extreme, "slow": slow}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in STRATA or not sys.argv[2].isdigit():
        sys.exit(f"usage: generate.py {'|'.join(STRATA)} SEED")
    stratum, seed = sys.argv[1], int(sys.argv[2])
    places, lines = STRATA[stratum](random.Random(f"{stratum}-{seed}"), seed)
    print(places, len(lines))
    for u, v, minutes in lines:
        print(u, v, minutes)


main()
