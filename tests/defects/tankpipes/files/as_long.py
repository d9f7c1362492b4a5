import sys

n, wanted, *numbers = map(int, sys.stdin.read().split())
length = numbers[1] - numbers[0]
changes = sorted([(s, r) for s, r in zip(numbers[::3], numbers[2::3])] + [(s + length, -r) for s, r in zip(numbers[::3], numbers[2::3])])
litres = rate = now = 0
answer = None
for time, change in changes:
    inflow = min(2500, rate)
    if inflow and litres + inflow * (time - now) >= wanted:
        answer = now + (wanted - litres) / inflow
        break
    litres += inflow * (time - now)
    rate, now = rate + change, time
print(-1 if answer is None else f"{answer:.9f}")
