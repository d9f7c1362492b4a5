from heapq import heapify, heappop, heappush

# Takes care only that neighbouring lanterns differ.
m = int(input())
ready = [(-int(count), colour) for colour, count in enumerate(input().split(), 1)]
heapify(ready)
row, waiting = [], None
while ready:
    count, colour = heappop(ready)
    row.append(colour)
    if waiting:
        heappush(ready, waiting)
    waiting = (count + 1, colour) if count < -1 else None
print("NO" if waiting else "YES")
if not waiting:
    print(*row)
