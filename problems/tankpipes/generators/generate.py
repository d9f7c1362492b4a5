"""Prints one input: generate.py STRATUM SEED, with STRATUM small, random, extreme or slow."""
import random
import sys

CAP = 2500  # parameter: cap
N_MAX = 3000
V_MAX = 10**12
TIME_MAX = 10**9
RATE_MAX = 1000


def total(pumps):
    """All litres that these pumps bring into the cistern."""
    changes = sorted([(s, r) for s, _, r in pumps] + [(e, -r) for _, e, r in pumps])
    litres, rate, now = 0, 0, 0
    for time, change in changes:
        litres += min(CAP, rate) * (time - now)
        rate, now = rate + change, time
    return litres


def pump(rng, time_max, rate_max):
    start = rng.randint(0, time_max - 1)
    return start, rng.randint(start + 1, time_max), rng.randint(1, rate_max)


def wanted(rng, pumps):
    """Most often reachable: somewhere on the way, exactly the last drop, or one litre too much."""
    litres = min(V_MAX - 1, total(pumps))
    return rng.choice([rng.randint(1, litres), rng.randint((litres + 1) // 2, litres), litres, litres + 1])


def small(rng, seed):
    pumps = [pump(rng, 12, RATE_MAX) for _ in range(rng.randint(1, 6))]
    litres = total(pumps)
    if seed % 3 == 1:
        return [litres, litres + rng.randint(1, 9)][seed % 2], pumps
    return rng.randint((litres + 1) // 2, litres), pumps


def random_case(rng, seed):
    pumps = [pump(rng, rng.choice([50, 1000, 5000]), RATE_MAX) for _ in range(rng.randint(5, 60))]
    return wanted(rng, pumps), pumps


def extreme(rng, seed):
    kind = (seed - 1) % 5
    if kind == 0:  # the smallest and the largest of everything
        return 1, [(0, 1, 1), (TIME_MAX - 1, TIME_MAX, RATE_MAX), pump(rng, TIME_MAX, RATE_MAX)]
    if kind == 1:
        return V_MAX, [pump(rng, TIME_MAX, RATE_MAX) for _ in range(N_MAX)]
    if kind == 2:  # one slow pump, full with its last drop
        start = rng.randint(0, 10**6)
        return TIME_MAX - start, [(start, TIME_MAX, 1)]
    if kind == 3:  # never full, for one litre
        pumps = [(t, t + 1, rng.randint(1, RATE_MAX)) for t in range(0, rng.randint(300, 900), 3)]
        return total(pumps) + 1, pumps
    pumps = [(rng.randint(0, 5), TIME_MAX - rng.randint(0, 5), RATE_MAX) for _ in range(10)]
    return V_MAX - rng.randint(0, 9), pumps


def slow(rng, seed):
    """Late and long, so that nothing that counts minutes gets there."""
    pumps = [(rng.randint(TIME_MAX // 4, TIME_MAX // 2), rng.randint(TIME_MAX - 10**6, TIME_MAX), 1) for _ in range(40)]
    pumps += [(rng.randint(0, 99), rng.randint(TIME_MAX // 2, TIME_MAX), 1 + seed)]
    return rng.randint(total(pumps) // 2, total(pumps)), pumps


STRATA = {"small": small, "random": random_case, "extreme": extreme, "slow": slow}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in STRATA or not sys.argv[2].isdigit():
        sys.exit(f"usage: generate.py {'|'.join(STRATA)} SEED")
    stratum, seed = sys.argv[1], int(sys.argv[2])
    litres, pumps = STRATA[stratum](random.Random(f"{stratum}-{seed}"), seed)
    print(len(pumps), litres)
    for start, end, rate in pumps:
        print(start, end, rate)


main()
