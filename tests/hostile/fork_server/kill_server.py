import ctypes
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
server = os.getppid()
for number in (signal.SIGTERM, signal.SIGUSR1, signal.SIGSTOP, signal.SIGKILL):
    for call in (lambda: libc.kill(server, number), lambda: libc.syscall(234, server, server, number), lambda: libc.syscall(200, server, number),
                 lambda: libc.killpg(os.getpgid(server), number) if os.getpgid(server) not in (0, 1, os.getpgrp()) else -1):
        try:
            if call() == 0:
                print("BREACH signalled the server", number)
        except OSError:
            pass
print("done")
