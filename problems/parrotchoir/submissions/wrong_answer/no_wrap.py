import sys
from collections import Counter
from math import gcd

CYCLE = gcd({{k}}, 26)


def family(song):
    codes = [ord(letter) for letter in song]
    return codes[0] % CYCLE, tuple(y - x for x, y in zip(codes, codes[1:]))


sizes = Counter(family(song) for song in sys.stdin.read().split()[1:])
print(sum(size * (size - 1) // 2 for size in sizes.values()))
