import atexit
import time


def linger():
    end = time.time() + 12
    while time.time() < end:
        pass


atexit.register(linger)
