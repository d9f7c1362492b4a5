import os

for fd in range(3, 4096):
    try:
        os.fstat(fd)
        print("BREACH inherited", fd, os.readlink(f"/proc/self/fd/{fd}"))
    except OSError:
        pass
print("done")
