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


def any_line(rng, places, minutes_max):
    return line(rng, *rng.sample(range(1, places + 1), 2), rng.randint(1, minutes_max))


def route(rng, places, minutes_max):
    """Lines from 1 to n through the places in between, in increasing order."""
    return [line(rng, place, place + 1, rng.randint(1, minutes_max)) for place in range(1, places)]


def shuffled(rng, lines):
    rng.shuffle(lines)
    return lines


def small(rng, seed):
    if seed % 4 == 2:  # often unreachable
        places = rng.randint(2, 6)
        return places, [any_line(rng, places, 9) for _ in range(rng.randint(0, places - 2))]
    places = rng.randint(LEGS + 1, LEGS + 4)
    chords = [any_line(rng, places, 2 * REST) for _ in range(rng.randint(0, 4))]
    return places, shuffled(rng, route(rng, places, REST) + chords)


def random_case(rng, seed):
    """Short chords over a route: which of them pay depends on the rests that they save."""
    places = rng.randint(60, 200)
    lines = route(rng, places, REST // 2)
    for _ in range(places):
        start = rng.randint(1, places - 4)
        length = rng.randint(2, 4)
        lines.append(line(rng, start, start + length, rng.randint(1, length * REST // 3 + REST // 2)))
    if seed % 5 == 4:  # cut in two
        middle = places // 2
        lines = [(u, v, w) for u, v, w in lines if (u <= middle) == (v <= middle)]
    return places, shuffled(rng, lines)


def extreme(rng, seed):
    kind = (seed - 1) % 5
    if kind == 0:
        return rng.choice([2, rng.randint(2, N_MAX)]), []
    if kind == 1:  # as long as it gets
        return N_MAX, shuffled(rng, [line(rng, i, i + 1, W_MAX - (rng.random() < 0.2)) for i in range(1, N_MAX)])
    if kind == 2:
        return N_MAX, [any_line(rng, N_MAX, W_MAX) for _ in range(M_MAX - 1)] + [(N_MAX, 1, W_MAX)]
    if kind == 3:  # two places, many lines
        return 2, [line(rng, 1, 2, rng.randint(1, W_MAX)) for _ in range(rng.randint(100, 999))] + [(1, 2, W_MAX)]
    lines = [line(rng, i, i + 1, 1) for i in range(1, N_MAX)]  # quick rides, the rests decide
    lines += [line(rng, i, i + 2, rng.randint(1, REST)) for i in range(1, N_MAX - 1)]
    return N_MAX, shuffled(rng, lines)


def slow(rng, seed):
    """A long route, listed from its far end, with a few short chords."""
    lines = [line(rng, i, i + 1, rng.randint(1, REST)) for i in range(N_MAX - 1, 0, -1)]
    for _ in range(M_MAX - len(lines)):
        start = rng.randint(1, N_MAX - 3)
        lines.append(line(rng, start, start + rng.randint(2, 3), rng.randint(REST, 4 * REST)))
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
