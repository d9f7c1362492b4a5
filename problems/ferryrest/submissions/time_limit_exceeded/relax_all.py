import sys

LEGS, REST = {{legs}}, {{rest}}
FAR = float("inf")

n, m, *numbers = map(int, sys.stdin.read().split())
lines = list(zip(numbers[::3], numbers[1::3], numbers[2::3]))
lines += [(v, u, w) for u, v, w in lines]
best = [[FAR] * LEGS for _ in range(n + 1)]
best[1][0] = 0
answer = FAR
for _ in range(n):
    for u, v, w in lines:
        for rides in range(LEGS):
            arrival = best[u][rides] + w
            if v == n:
                answer = min(answer, arrival)
                continue
            after = (rides + 1) % LEGS
            if after == 0:
                arrival += REST
            if arrival < best[v][after]:
                best[v][after] = arrival
print(-1 if answer == FAR else answer)
