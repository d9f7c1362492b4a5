from collections import deque
from heapq import heapify, heappop, heappush

APART = {{apart}}


def arrangement(counts):
    """Hangs the colour with the most lanterns left among those that may hang again; None if that gets stuck."""
    ready = [(-count, colour) for colour, count in enumerate(counts, 1)]
    heapify(ready)
    resting = deque()  # per hook of the last APART - 1: what its colour has left
    row = []
    while ready:
        count, colour = heappop(ready)
        row.append(colour)
        resting.append((count + 1, colour))
        if len(resting) == APART:
            count, colour = resting.popleft()
            if count:
                heappush(ready, (count, colour))
    return None if any(count for count, _ in resting) else row


input()
row = arrangement(list(map(int, input().split())))
if row is None:
    print("NO")
else:
    print("YES")
    print(*row)
