import sys
from heapq import heappop, heappush

LEGS, REST = {{legs}}, {{rest}}


def quickest(n, lines):
    # A state is a place and the number of rides since the last rest.
    best = {(1, 0): 0}
    queue = [(0, 1, 0)]
    while queue:
        time, place, rides = heappop(queue)
        if place == n:
            return time
        if time > best[place, rides]:
            continue
        if rides == LEGS:
            time, rides = time + REST, 0
        for neighbour, minutes in lines[place]:
            state, arrival = (neighbour, rides + 1), time + minutes
            if arrival < best.get(state, arrival + 1):
                best[state] = arrival
                heappush(queue, (arrival, *state))
    return -1


def main():
    n, m, *numbers = map(int, sys.stdin.read().split())
    lines = [[] for _ in range(n + 1)]
    for u, v, w in zip(numbers[::3], numbers[1::3], numbers[2::3]):
        lines[u].append((v, w))
        lines[v].append((u, w))
    print(quickest(n, lines))


main()
