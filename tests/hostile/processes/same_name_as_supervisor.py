"""Takes the name of its parent and lingers, so that a sweep by name spares it."""
import os
import time

try:
    name = open(f"/proc/{os.getppid()}/comm").read().strip()
except OSError:
    name = "alpaco"
if os.fork() == 0:
    os.setsid()
    try:
        open("/proc/self/comm", "w").write(name)
    except OSError:
        pass
    time.sleep(8)
    os._exit(0)
print("done")
