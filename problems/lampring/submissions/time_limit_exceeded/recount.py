n, t = map(int, input().split())
states = list(map(int, input()))
most, first, place = sum(states), 0, 0
for turn in range(1, t + 1):
    states[place] = 1 - states[place]
    place = (place + ({{on_step}} if states[place] else {{off_step}})) % n
    lit = 0
    for state in states:
        lit += state
    if lit > most:
        most, first = lit, turn
print(most, first, place + 1)
