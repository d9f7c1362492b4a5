import sys

n, wanted, *numbers = map(int, sys.stdin.read().split())
pumps = sorted(zip(numbers[::3], numbers[2::3]))
litres = rate = now = 0
for time, more in pumps:
    inflow = min({{cap}}, rate)
    if inflow and litres + inflow * (time - now) >= wanted:
        break
    litres += inflow * (time - now)
    rate, now = rate + more, time
print(now + (wanted - litres) / min({{cap}}, rate))
