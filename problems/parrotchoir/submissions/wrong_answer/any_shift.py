import sys
from collections import Counter


def family(song):
    codes = [ord(letter) for letter in song]
    return len(song), tuple((y - x) % 26 for x, y in zip(codes, codes[1:]))


sizes = Counter(family(song) for song in sys.stdin.read().split()[1:])
print(sum(size * (size - 1) // 2 for size in sizes.values()))
