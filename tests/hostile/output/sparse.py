"""Files that are huge on paper."""
import os
import signal

if os.path.isdir("out"):
    os.chdir("out")

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
made = 0
for i in range(200):
    try:
        with open(f"sparse-{i}", "wb") as out:
            out.truncate(1 << 44)
            made += 1
    except OSError:
        pass
for i in range(100):
    try:
        fd = os.open(f"allocated-{i}", os.O_CREAT | os.O_RDWR)
        os.posix_fallocate(fd, 0, 12 << 20)
        os.close(fd)
    except OSError:
        break
print(made)
if made:
    print("BREACH a file of 16 TiB")
