import sys

n, wanted, *numbers = map(int, sys.stdin.read().split())
changes = {}
for start, end, rate in zip(numbers[::3], numbers[1::3], numbers[2::3]):
    changes[start] = changes.get(start, 0) + rate
    changes[end] = changes.get(end, 0) - rate
litres = rate = minute = 0
last = max(changes)
while minute < last:
    rate += changes.get(minute, 0)
    inflow = min(rate, {{cap}})
    if litres + inflow >= wanted:
        print(f"{minute + (wanted - litres) / inflow:.9f}")
        break
    litres += inflow
    minute += 1
else:
    print(-1)
