import sys
from collections import Counter


def family(song):
    # Forgets that lifting on past z reaches more shifts than the multiples of the step below 26.
    codes = [ord(letter) - ord("a") for letter in song]
    return codes[0] % {{k}}, tuple((y - x) % 26 for x, y in zip(codes, codes[1:]))


sizes = Counter(family(song) for song in sys.stdin.read().split()[1:])
print(sum(size * (size - 1) // 2 for size in sizes.values()))
