"""Each file is below the file limit, all together are far above the memory limit."""
import os

if os.path.isdir("out"):
    os.chdir("out")
block = b"x" * (1 << 20)
total = 0
try:
    for i in range(100):
        with open(f"file-{i}", "wb") as out:
            for _ in range(12):
                total += out.write(block)
except OSError as exc:
    print(type(exc).__name__)
print(total >> 20)
if total > 1100 << 20:
    print("BREACH scratch without limit")
