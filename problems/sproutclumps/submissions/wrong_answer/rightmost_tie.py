input()
positions = sorted(map(int, input().split()))
clumps = [[positions[0]]]
for before, x in zip(positions, positions[1:]):
    if x - before <= {{gap}}:
        clumps[-1].append(x)
    else:
        clumps.append([x])
largest = clumps[0]
for clump in clumps:
    if len(clump) >= len(largest):
        largest = clump
print(len(clumps), len(largest), largest[0])
