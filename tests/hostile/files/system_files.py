"""Reads and writes what only root may."""
import os

for path in ("/etc/shadow", "/root/.ssh/id_rsa", "/root/.aws/credentials", "/root/.bash_history", "/proc/kcore", "/proc/kmsg", "/proc/1/root/etc/shadow", "/proc/self/root/etc/shadow",
             "/var/run/docker.sock", "/run/secrets/kubernetes.io/serviceaccount/token", "/sys/kernel/debug", "/proc/1/cwd/root", "/proc/1/environ"):
    try:
        print("BREACH read", path, len(open(path, "rb").read(64)))
    except OSError:
        pass
for path in ("/etc/passwd", "/etc/ld.so.preload", "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/sys/vm/overcommit_memory", "/sys/kernel/uevent_helper", "/proc/self/oom_score_adj_",
             "/usr/lib/python3/dist-packages/evil.pth", "/etc/cron.d/evil", "/usr/local/lib/python3.11/dist-packages/evil.py", "/proc/self/uid_map", "/sys/fs/cgroup/release_agent", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
    try:
        open(path, "ab").write(b"")
        fd = os.open(path, os.O_WRONLY)
        if path != "/proc/self/uid_map":
            print("BREACH opened for writing", path)
        os.close(fd)
    except OSError:
        pass
print("done")
