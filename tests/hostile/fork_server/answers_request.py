"""Reads and writes whatever descriptors and pipes the server has, by number and by opening them anew."""
import os

for fd in range(3, 256):
    for action in (lambda: os.write(fd, b"\0" * 64), lambda: os.read(fd, 64)):
        try:
            os.set_blocking(fd, False)
            action()
            print("BREACH descriptor", fd)
        except OSError:
            pass
for fd in range(256):
    for flags in (os.O_RDWR, os.O_WRONLY, os.O_RDONLY):
        try:
            os.open(f"/proc/{os.getppid()}/fd/{fd}", flags | os.O_NONBLOCK)
            print("BREACH opened the server's descriptor", fd)
        except OSError:
            pass
