import os
import time

end = time.time() + 12
for _ in range(9):
    try:
        os.fork()
    except OSError:
        pass
while time.time() < end:
    time.sleep(0.01)
