import os

for path in ("/proc/self/environ", f"/proc/{os.getppid()}/environ", "/proc/@pid@/environ", "@secrets@/secret/001.ans"):
    try:
        print(open(path, "rb").read())
    except OSError:
        pass
print(os.environ)
for fd in range(3, 256):
    try:
        print("BREACH", fd, os.readlink(f"/proc/self/fd/{fd}")) if os.fstat(fd) else None
    except OSError:
        pass
