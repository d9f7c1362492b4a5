"""Leaves a daemon that holds the directory and a writable descriptor of the program, and goes on writing after the freeze."""
import os
import time

program = os.open("main.py", os.O_RDWR | os.O_APPEND)
here = os.open(".", os.O_RDONLY)
if os.fork() == 0:
    os.setsid()
    time.sleep(0.3)  # the build is over by now
    end = time.time() + 6
    while time.time() < end:
        try:
            os.write(program, b"\n")
            os.close(os.open("late", os.O_CREAT | os.O_WRONLY, dir_fd=here))
        except OSError:
            pass
    os._exit(0)
