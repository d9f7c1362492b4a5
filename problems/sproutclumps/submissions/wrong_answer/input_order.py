input()
positions = list(map(int, input().split()))
clumps = [[positions[0]]]
for before, x in zip(positions, positions[1:]):
    if abs(x - before) <= {{gap}}:
        clumps[-1].append(x)
    else:
        clumps.append([x])
largest = max(clumps, key=len)
print(len(clumps), len(largest), min(largest))
