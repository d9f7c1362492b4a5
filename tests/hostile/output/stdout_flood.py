line = "x" * 99
for _ in range(10_000_000):
    print(line)
