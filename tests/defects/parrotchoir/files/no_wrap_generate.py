"""Prints one input: generate.py STRATUM SEED, with STRATUM small, random, extreme or slow."""
import random
import sys

K = 4  # parameter: k
N_MAX = 20000
LENGTH_MAX = 10
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def raised(song, places):
    return "".join(ALPHABET[ALPHABET.index(letter) + places] for letter in song)


def song(rng, length):
    return "".join(rng.choice("abcdef") for _ in range(length))


def relatives(rng, count, families, lengths):
    bases = [song(rng, rng.choice(lengths)) for _ in range(families)]
    return [raised(rng.choice(bases), rng.randrange(5) * K) for _ in range(count)]


def small(rng, seed):
    count = rng.randint(1, 6)
    if seed % 3 == 1:  # often no duet
        return [song(rng, rng.randint(1, 4)) for _ in range(count)]
    return relatives(rng, count, rng.randint(1, 2), [1, 2, 3])


def random_case(rng, seed):
    return relatives(rng, rng.randint(50, 400), rng.randint(3, 40), [2, 3, 5, LENGTH_MAX])


def extreme(rng, seed):
    kind = (seed - 1) % 5
    if kind == 0:
        return [song(rng, LENGTH_MAX)]
    if kind == 1:  # all alike
        return [song(rng, rng.randint(1, 3))] * N_MAX
    if kind == 2:  # the same letters, one of them changed
        base = song(rng, LENGTH_MAX)
        return [base[:i] + raised(base[i], K * rng.randint(1, 5)) + base[i + 1 :] for i in range(LENGTH_MAX)] + [base]
    if kind == 3:
        base = song(rng, LENGTH_MAX)
        return [raised(base, K * lifts) for lifts in range(6)] + [base[1:]]
    return [song(rng, 1) for _ in range(N_MAX)]


def slow(rng, seed):
    return relatives(rng, N_MAX, 300 * seed, [3])


STRATA = {"small": small, "random": random_case, "extreme": extreme, "slow": slow}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in STRATA or not sys.argv[2].isdigit():
        sys.exit(f"usage: generate.py {'|'.join(STRATA)} SEED")
    stratum, seed = sys.argv[1], int(sys.argv[2])
    songs = STRATA[stratum](random.Random(f"{stratum}-{seed}"), seed)
    print(len(songs))
    print("\n".join(songs))


main()
