n = int(input())
positions = list(map(int, input().split()))
clump = list(range(n))
changed = True
while changed:
    changed = False
    for i in range(n):
        for j in range(n):
            if abs(positions[i] - positions[j]) <= {{gap}} and clump[i] < clump[j]:
                clump[j] = clump[i]
                changed = True

members = {}
for i in range(n):
    members.setdefault(clump[i], []).append(positions[i])
most = max(len(group) for group in members.values())
print(len(members), most, min(min(group) for group in members.values() if len(group) == most))
