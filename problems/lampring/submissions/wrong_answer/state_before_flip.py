n, t = map(int, input().split())
states = [state == "1" for state in input()]
lit = most = sum(states)
first = place = 0
for turn in range(1, t + 1):
    step = {{on_step}} if states[place] else {{off_step}}
    lit += -1 if states[place] else 1
    states[place] = not states[place]
    place = (place + step) % n
    if lit > most:
        most, first = lit, turn
print(most, first, place + 1)
