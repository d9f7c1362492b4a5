"""Fills memory-backed file systems and leaves the files."""
import os

if os.path.isdir("out"):
    os.chdir("out")

block = b"x" * (1 << 20)
total = 0
for place in ("/dev/shm", "/tmp", "/var/tmp", "/run", "/run/lock", "/run/user", "/dev/mqueue", "/dev/hugepages"):
    for i in range(30):
        try:
            with open(f"{place}/alpaco-flood-{i}", "wb") as out:
                for _ in range(15):
                    total += out.write(block)
        except OSError:
            break
print(total >> 20)
if total > 700 << 20:
    print("BREACH files without limit")
