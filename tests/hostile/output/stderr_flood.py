import sys

for _ in range(2_000):
    sys.stderr.write("x" * 10_000)
print("after")
