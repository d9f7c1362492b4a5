"""Handlers, wake-up descriptors and timers that fire while the server's code cleans up."""
import os
import signal

r, w = os.pipe2(os.O_NONBLOCK)
signal.set_wakeup_fd(w, warn_on_full_buffer=False)
for number in (signal.SIGCHLD, signal.SIGPIPE, signal.SIGUSR1, signal.SIGALRM):
    signal.signal(number, lambda *_: None)
signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
signal.signal(signal.SIGINT, signal.SIG_IGN)
print("done")
