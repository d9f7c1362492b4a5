"""Kernel files that tell about the host and other slots."""
for path in ("/proc/net/tcp", "/proc/net/unix", "/proc/kallsyms", "/proc/keys", "/proc/sysvipc/shm", "/proc/locks", "/proc/timer_list", "/proc/sched_debug", "/proc/mounts",
             "/proc/self/mountinfo", "/proc/self/cgroup", "/proc/modules", "/sys/kernel/notes", "/proc/key-users", "/etc/hostname", "/etc/hosts", "/etc/resolv.conf", "/proc/cmdline", "/proc/config.gz"):
    try:
        text = open(path, "rb").read(2000)
        if path == "/proc/kallsyms" and text and not text.startswith(b"0000000000000000"):
            print("BREACH kernel addresses")
    except OSError:
        pass
print("done")
