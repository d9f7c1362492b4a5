n, t = map(int, input().split())
states = [state == "1" for state in input()]
lit = sum(states)
most = first = place = 0
for turn in range(1, t + 1):
    states[place] = not states[place]
    lit += 1 if states[place] else -1
    place = (place + ({{on_step}} if states[place] else {{off_step}})) % n
    if lit > most:
        most, first = lit, turn
print(most, first, place + 1)
