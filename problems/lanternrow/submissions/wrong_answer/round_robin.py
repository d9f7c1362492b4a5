APART = {{apart}}

m = int(input())
left = list(map(int, input().split()))
row = []
while any(left):
    for colour in range(m):
        if left[colour]:
            left[colour] -= 1
            row.append(colour + 1)
good = all(row[i] not in row[max(0, i - APART + 1) : i] for i in range(len(row)))
print("YES" if good else "NO")
if good:
    print(*row)
