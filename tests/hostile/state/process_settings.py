"""Working directory, umask, limits, priority, affinity, signal mask: none may carry over."""
import os
import resource
import signal

seen = (os.umask(0o777), os.nice(0), resource.getrlimit(resource.RLIMIT_NOFILE), signal.getsignal(signal.SIGTERM), sorted(signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 30))), len(os.sched_getaffinity(0)))
print(seen)
os.nice(10)
resource.setrlimit(resource.RLIMIT_NOFILE, (20, 20))
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
os.chdir("/")
