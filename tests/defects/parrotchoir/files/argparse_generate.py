import argparse
from random import Random

LETTERS = [chr(code) for code in range(ord("a"), ord("z") + 1)]


def word(rng, low, high):
    return "".join(rng.choices(LETTERS, k=rng.randint(low, high)))


def lifted(text, times):
    return "".join(LETTERS[(LETTERS.index(letter) + 4 * times) % 26] for letter in text)


def shifted(text):
    return "".join(LETTERS[(LETTERS.index(letter) + 1) % 26] for letter in text)


def choir(rng, size, families, low, high):
    heads = [word(rng, low, high) for _ in range(families)]
    heads += [shifted(head) for head in heads[: families // 2]]
    return [lifted(rng.choice(heads), rng.randrange(13)) for _ in range(size)]


def small(rng, seed):
    if seed % 2 == 0:
        return [word(rng, 1, 3) for _ in range(rng.randint(1, 5))]
    return choir(rng, rng.randint(2, 8), rng.randint(1, 3), 1, 4)


def middle(rng, seed):
    return choir(rng, rng.randint(100, 300), rng.randint(5, 60), 1, 10)


def extreme(rng, seed):
    if seed == 1:
        return [word(rng, 1, 1)]
    if seed == 2:
        return [word(rng, 10, 10)] * 20000
    if seed == 3:
        return [lifted("z" * length, times) for length in range(1, 11) for times in range(13)]
    if seed == 4:
        return [first + "mz" for first in LETTERS] + ["amz", "amy"]
    return choir(rng, 20000, 5, 1, 2)


def slow(rng, seed):
    return choir(rng, 20000 - seed, 2000, 3, 4)


parser = argparse.ArgumentParser()
parser.add_argument("stratum", choices=["small", "random", "extreme", "slow"])
parser.add_argument("seed", type=int)
options = parser.parse_args()
makers = {"small": small, "random": middle, "extreme": extreme, "slow": slow}
rng = Random(options.seed * 1009 + len(options.stratum))
songs = makers[options.stratum](rng, options.seed)
print(len(songs), *songs, sep="\n")
