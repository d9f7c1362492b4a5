"""Shared memory that no process has resident, and files in memory, from a build step."""
import mmap
import time

held = []
total = 0
try:
    for i in range(40):
        m = mmap.mmap(-1, 16 << 20)
        m.write(b"x" * (16 << 20))
        m.madvise(mmap.MADV_DONTNEED)
        held.append(m)
        total += 16
    time.sleep(0.3)
except (OSError, ValueError):
    pass
if total > 512:
    print("BREACH", total, "MiB of shared memory unseen")
