import sys
from heapq import heappop, heappush

n, m, *numbers = map(int, sys.stdin.read().split())
lines = [[] for _ in range(n + 1)]
for u, v, w in zip(numbers[::3], numbers[1::3], numbers[2::3]):
    lines[u].append((v, w))
best = {(1, 0): 0}
queue = [(0, 1, 0)]
answer = -1
while queue:
    time, place, rides = heappop(queue)
    if place == n:
        answer = time
        break
    if time > best[place, rides]:
        continue
    if rides == {{legs}}:
        time, rides = time + {{rest}}, 0
    for neighbour, minutes in lines[place]:
        state = neighbour, rides + 1
        if time + minutes < best.get(state, time + minutes + 1):
            best[state] = time + minutes
            heappush(queue, (time + minutes, *state))
print(answer)
