"""The collected directory itself becomes a link into the answers."""
import os
import sys

target = sys.stdin.read().split()[0]
for swap in (
    lambda: os.rmdir("out"),
    lambda: os.rename("out", "aside"),
    lambda: os.symlink(target + "/secret", "out"),
):
    try:
        swap()
    except OSError:
        pass
print("done")
