"""A daemon of the first test waits for the second one's input."""
import os
import sys
import time

if sys.stdin.read() == "first":
    if os.fork() == 0:
        os.setsid()
        for fd in (0, 1, 2):
            os.close(fd)
        time.sleep(8)
        os._exit(0)
else:
    for pid in os.listdir("/proc") if os.path.isdir("/proc") else []:
        try:
            if pid.isdigit() and int(pid) != os.getpid() and os.stat(f"/proc/{pid}").st_uid == os.getuid() and open(f"/proc/{pid}/stat").read().split(") ")[1][0] not in "ZX":
                if os.getsid(int(pid)) == int(pid) and int(pid) not in (1, os.getppid(), os.getsid(0)):
                    print("BREACH found process", pid, open(f"/proc/{pid}/cmdline").read())
        except OSError:
            pass
