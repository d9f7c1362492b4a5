import sys
from heapq import heappop, heappush

# A shortest path that never rests.
n, m, *numbers = map(int, sys.stdin.read().split())
lines = [[] for _ in range(n + 1)]
for u, v, w in zip(numbers[::3], numbers[1::3], numbers[2::3]):
    lines[u].append((v, w))
    lines[v].append((u, w))
best, queue = {1: 0}, [(0, 1)]
while queue:
    time, place = heappop(queue)
    if time > best[place]:
        continue
    for neighbour, minutes in lines[place]:
        if time + minutes < best.get(neighbour, time + minutes + 1):
            best[neighbour] = time + minutes
            heappush(queue, (time + minutes, neighbour))
print(best.get(n, -1))
