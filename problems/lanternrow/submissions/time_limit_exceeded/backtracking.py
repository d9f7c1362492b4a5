APART = {{apart}}

m = int(input())
left = [0, *map(int, input().split())]
total = sum(left)
row = []
colour = 1  # the next one to try on the next hook
while len(row) < total:
    recent = row[-(APART - 1) :]
    while colour <= m and (left[colour] == 0 or colour in recent):
        colour += 1
    if colour <= m:
        left[colour] -= 1
        row.append(colour)
        colour = 1
    elif row:
        colour = row.pop()
        left[colour] += 1
        colour += 1
    else:
        break
print("YES" if row else "NO")
if row:
    print(*row)
