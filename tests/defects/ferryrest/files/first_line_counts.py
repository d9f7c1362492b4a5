import sys
from heapq import heappop, heappush

LEGS, REST = {{legs}}, {{rest}}

# Of several lines between two places only the first counts.
n, m, *numbers = map(int, sys.stdin.read().split())
lines = [{} for _ in range(n + 1)]
for u, v, w in zip(numbers[::3], numbers[1::3], numbers[2::3]):
    lines[u].setdefault(v, w)
    lines[v].setdefault(u, w)
best, queue, answer = {(1, 0): 0}, [(0, 1, 0)], -1
while queue:
    time, place, rides = heappop(queue)
    if place == n:
        answer = time
        break
    if time > best[place, rides]:
        continue
    if rides == LEGS:
        time, rides = time + REST, 0
    for neighbour, minutes in lines[place].items():
        if time + minutes < best.get((neighbour, rides + 1), time + minutes + 1):
            best[neighbour, rides + 1] = time + minutes
            heappush(queue, (time + minutes, neighbour, rides + 1))
print(answer)
