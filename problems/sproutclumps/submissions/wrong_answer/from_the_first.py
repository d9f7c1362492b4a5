input()
clumps = []
for x in sorted(map(int, input().split())):
    if clumps and x - clumps[-1][0] <= {{gap}}:  # measures from the clump's first member, not from its last
        clumps[-1].append(x)
    else:
        clumps.append([x])
largest = max(clumps, key=len)
print(len(clumps), len(largest), largest[0])
