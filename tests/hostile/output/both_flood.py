import os
import threading


def flood(fd):
    block = b"x" * 65536
    for _ in range(8000):
        os.write(fd, block)


for fd in (1, 2):
    threading.Thread(target=flood, args=(fd,)).start()
