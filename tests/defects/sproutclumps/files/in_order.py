input()
positions = list(map(int, input().split()))
starts = [i for i, x in enumerate(positions) if i == 0 or x - positions[i - 1] > 10]
ends = [*starts[1:], len(positions)]
size, start = max(zip((end - start for start, end in zip(starts, ends)), starts), key=lambda clump: clump[0])
print(len(starts), size, positions[start])
