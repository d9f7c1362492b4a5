n, t = map(int, input().split())
lamps = input()
history = [lamps.count("1")]
place = 1
for turn in range(t):
    new = ""
    for number in range(1, n + 1):
        if number == place:
            new += "0" if lamps[number - 1] == "1" else "1"
        else:
            new += lamps[number - 1]
    lamps = new
    for step in range({{on_step}} if lamps[place - 1] == "1" else {{off_step}}):
        place = place + 1 if place < n else 1
    history.append(lamps.count("1"))
print(max(history), history.index(max(history)), place)
