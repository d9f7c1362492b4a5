import os
import signal

for sig in (signal.SIGSTOP, signal.SIGTERM, signal.SIGINT, signal.SIGCHLD, signal.SIGUSR1, signal.SIGHUP):
    try:
        os.kill(os.getppid(), sig)
        print("BREACH the parent took", sig)
    except OSError:
        pass
print("done")
