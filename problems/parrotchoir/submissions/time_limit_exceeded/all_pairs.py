import sys
from math import gcd

CYCLE = gcd({{k}}, 26)


def duet(one, other):
    if len(one) != len(other):
        return False
    shift = (one[0] - other[0]) % 26
    if shift % CYCLE:
        return False
    for x, y in zip(one, other):
        if (x - y) % 26 != shift:
            return False
    return True


songs = [[ord(letter) for letter in song] for song in sys.stdin.read().split()[1:]]
duets = 0
for i, song in enumerate(songs):
    for earlier in range(i):
        if duet(song, songs[earlier]):
            duets += 1
print(duets)
