n, m = map(int, input().split())
lines = [tuple(map(int, input().split())) for _ in range(m)]
best = -1


def travel(place, visited, rides, time):
    """Tries every way without visiting a place twice: a detour through a place again only adds rides."""
    global best
    if place == n:
        if best < 0 or time < best:
            best = time
        return
    if rides > 0 and rides % {{legs}} == 0:
        time += {{rest}}
    for u, v, w in lines:
        for start, end in ((u, v), (v, u)):
            if start == place and end not in visited:
                travel(end, visited | {end}, rides + 1, time + w)


travel(1, {1}, 0, 0)
print(best)
