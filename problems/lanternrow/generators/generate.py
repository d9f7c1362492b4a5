"""Prints one input: generate.py STRATUM SEED, with STRATUM small, random, extreme or slow."""
import random
import sys

APART = 3  # parameter: apart
M_MAX = 100
TOTAL_MAX = 5000


def tight(rng, rounds, leaders, fillers, missing):
    """Counts that fill `rounds` rounds of APART hooks and a last partial one exactly, save for `missing` lanterns.

    `leaders` colours hang in every round; with `missing` above 0 there is no way to hang them all.
    """
    counts = [rounds + 1] * leaders
    others = rounds * (APART - leaders) - missing
    for _ in range(fillers - 1):
        take = rng.randint(1, max(1, min(rounds, others - fillers)))
        if others - take < 1:
            break
        counts.append(take)
        others -= take
    while others > 0:  # no other colour may need a round more than the leaders leave
        counts.append(min(rounds, others))
        others -= counts[-1]
    rng.shuffle(counts)
    return counts


def small(rng, seed):
    if seed % 2:
        return tight(rng, rng.randint(1, 2), rng.randint(1, APART - 1), rng.randint(1, 3), rng.choice([0, 0, 1]))
    counts = [rng.randint(1, 4) for _ in range(rng.randint(1, 6))]
    while sum(counts) > 10:
        counts.pop()
    return counts


def random_case(rng, seed):
    if seed % 2:
        leaders = rng.randint(1, APART - 1)
        return tight(rng, rng.randint(10, 60), leaders, rng.randint(3, 12), rng.choice([0, 1]))
    return [rng.randint(1, 20) for _ in range(rng.randint(APART, 40))]


def extreme(rng, seed):
    kind = (seed - 1) % 5
    if kind == 0:
        return [1] if seed <= 5 else [rng.randint(1, TOTAL_MAX)]
    if kind == 1:
        return [TOTAL_MAX] if seed <= 5 else [rng.randint(2, TOTAL_MAX - 1), 1]
    if kind == 2:  # as many colours and lanterns as there may be
        counts = [TOTAL_MAX // M_MAX] * M_MAX
        for _ in range(200):
            one, other = rng.sample(range(M_MAX), 2)
            if counts[one] > 1:
                counts[one] -= 1
                counts[other] += 1
        return counts
    if kind == 3:  # the first and the last hook hold leaders, and nothing has any slack
        return tight(rng, TOTAL_MAX // APART - 1 - rng.randint(0, 9), rng.randint(1, APART - 1), 40, 0)
    return tight(rng, TOTAL_MAX // APART - 1 - rng.randint(0, 9), rng.randint(2, APART - 1), 40, 1)


def slow(rng, seed):
    """Impossible by a single lantern, with many colours to try."""
    return tight(rng, 100 * seed + rng.randint(0, 50), 1, 30, 1)


STRATA = {"small": small, "random": random_case, "extreme": extreme, "slow": slow}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in STRATA or not sys.argv[2].isdigit():
        sys.exit(f"usage: generate.py {'|'.join(STRATA)} SEED")
    stratum, seed = sys.argv[1], int(sys.argv[2])
    counts = STRATA[stratum](random.Random(f"{stratum}-{seed}"), seed)
    print(len(counts))
    print(*counts)


main()
