import sys

n, wanted, *numbers = map(int, sys.stdin.read().split())
pumps = list(zip(numbers[::3], numbers[1::3], numbers[2::3]))
litres = rate = now = 0
answer = -1
for time, change in sorted([(s, r) for s, _, r in pumps] + [(e, -r) for _, e, r in pumps]):
    if rate and litres + rate * (time - now) >= wanted:
        answer = now + (wanted - litres) / rate
        break
    litres += rate * (time - now)
    rate, now = rate + change, time
print(answer)
