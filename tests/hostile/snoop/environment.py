"""Prints its environment by every way; no secret may be in it."""
import os

print(dict(os.environ))
for path in ("/proc/self/environ", f"/proc/{os.getppid()}/environ", "/proc/1/environ"):
    try:
        print(open(path, "rb").read())
    except OSError:
        pass
