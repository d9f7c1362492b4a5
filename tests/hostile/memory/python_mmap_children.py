"""Many children that share nothing and hold 30 MiB each."""
import os
import time

for i in range(30):
    try:
        if os.fork() == 0:
            held = bytearray(os.urandom(1)) * (30 << 20)
            time.sleep(4)
            os._exit(0)
    except OSError:
        break
time.sleep(4)
