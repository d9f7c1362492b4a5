"""Everything that /proc tells about everybody."""
import os
import sys

told = sys.stdin.read().split()
pids = [p for p in os.listdir("/proc") if p.isdigit()] if os.path.isdir("/proc") else []
for pid in [*told, *pids]:
    for item in ("environ", "maps", "stack", "syscall", "auxv", "io", "personality", "pagemap", "mem", "smaps", "numa_maps"):
        try:
            text = open(f"/proc/{pid}/{item}", "rb").read(65536) if item != "mem" else b""
            if int(pid) != os.getpid():
                print(pid, item, text[:20000])
        except OSError:
            pass
    for item in ("cwd", "exe", "root"):
        try:
            print(pid, item, os.readlink(f"/proc/{pid}/{item}"))
            if int(pid) != os.getpid():
                print(os.listdir(f"/proc/{pid}/{item}"))
        except OSError:
            pass
    try:
        for fd in os.listdir(f"/proc/{pid}/fd"):
            if int(pid) == os.getpid():
                continue
            print(pid, "fd", fd, os.readlink(f"/proc/{pid}/fd/{fd}"))
            print(open(f"/proc/{pid}/fd/{fd}", "rb", buffering=0).read(4096) if "pipe" not in os.readlink(f"/proc/{pid}/fd/{fd}") else "")
    except OSError:
        pass
    try:
        print(pid, open(f"/proc/{pid}/cmdline", "rb").read(), open(f"/proc/{pid}/status").read()[:200])
    except OSError:
        pass
