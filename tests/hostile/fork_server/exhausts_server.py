"""Leaves as many children as it gets; the server must still fork the next test."""
import os
import time

for _ in range(200):
    try:
        if os.fork() == 0:
            os.setsid()
            time.sleep(8)
            os._exit(0)
    except OSError:
        break
