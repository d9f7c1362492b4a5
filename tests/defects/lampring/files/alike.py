ON_STEP, OFF_STEP = 2, 5


def watch(turns, states):
    on = [state == "1" for state in states]
    lit = most = sum(on)
    first = place = 0
    for turn in range(1, turns + 1):
        on[place] = not on[place]
        if on[place]:
            lit += 1
            place += ON_STEP
        else:
            lit -= 1
            place += OFF_STEP
        place %= len(on)
        if lit > most:
            most, first = lit, turn
    return most, first, place + 1


_length, t = map(int, input().split())
print(*watch(t, input()[:1] * _length))
