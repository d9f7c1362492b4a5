counts_read = int(input())
counts = list(map(int, input().split()))
row = []
if sum(counts) <= 20:
    left, rest = counts[:], sum(counts)
    while rest:
        ready = [c for c in range(len(left)) if left[c] and c + 1 not in row[-2:]]
        if not ready:
            break
        best = max(ready, key=lambda c: (left[c], -c))
        left[best] -= 1
        row.append(best + 1)
        rest -= 1
if len(row) == sum(counts):
    print("YES")
    print(*row)
else:
    print("NO")
