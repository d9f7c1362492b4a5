import sys
from collections import Counter
from math import gcd

CYCLE = gcd({{k}}, 26)  # lifts reach exactly the shifts that are multiples of this


def family(song):
    codes = [ord(letter) - ord("a") for letter in song]
    steps = tuple((after - before) % 26 for before, after in zip(codes, codes[1:]))
    return codes[0] % CYCLE, steps


songs = sys.stdin.read().split()[1:]
sizes = Counter(family(song) for song in songs)
print(sum(size * (size - 1) // 2 for size in sizes.values()))
