import sys
from heapq import heappop, heappush

# Keeps only the earliest arrival at each place, whatever number of rides it took.
n, m, *numbers = map(int, sys.stdin.read().split())
lines = [[] for _ in range(n + 1)]
for u, v, w in zip(numbers[::3], numbers[1::3], numbers[2::3]):
    lines[u].append((v, w))
    lines[v].append((u, w))
done = set()
queue = [(0, 1, 0)]
answer = -1
while queue:
    time, place, rides = heappop(queue)
    if place == n:
        answer = time
        break
    if place in done:
        continue
    done.add(place)
    if rides > 0 and rides % {{legs}} == 0:
        time += {{rest}}
    for neighbour, minutes in lines[place]:
        heappush(queue, (time + minutes, neighbour, rides + 1))
print(answer)
