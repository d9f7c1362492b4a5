ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def lift(song):
    return "".join(ALPHABET[(ALPHABET.index(letter) + {{k}}) % 26] for letter in song)


def duet(one, other):
    for _ in range(26):
        if one == other:
            return True
        one = lift(one)
    return False


n = int(input())
songs = [input() for _ in range(n)]
print(sum(duet(songs[i], songs[j]) for i in range(n) for j in range(i)))
