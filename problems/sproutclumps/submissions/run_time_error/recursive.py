input()
positions = sorted(map(int, input().split()))


def size_from(i):
    if i + 1 < len(positions) and positions[i + 1] - positions[i] <= {{gap}}:
        return 1 + size_from(i + 1)
    return 1


clumps = best = best_at = i = 0
while i < len(positions):
    size = size_from(i)
    clumps += 1
    if size > best:
        best, best_at = size, positions[i]
    i += size
print(clumps, best, best_at)
