n = int(input())
positions = list(map(int, input().split()))
clump = [-1] * n
groups = []
for start in range(n):
    if clump[start] >= 0:
        continue
    clump[start] = len(groups)
    todo, group = [start], []
    while todo:
        here = positions[todo.pop()]
        group.append(here)
        for other in range(n):
            if clump[other] < 0 and abs(positions[other] - here) <= {{gap}}:
                clump[other] = len(groups)
                todo.append(other)
    groups.append(group)
most = max(map(len, groups))
print(len(groups), most, min(min(group) for group in groups if len(group) == most))
