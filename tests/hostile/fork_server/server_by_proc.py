import ctypes
import os

# The server and the supervisor, found in /proc: nothing of theirs may be opened.
libc = ctypes.CDLL(None, use_errno=True)
mine = os.getpid()
for pid in [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != mine]:
    for name in ("mem", "environ", "maps", "fd", "auxv", "root", "cwd", "exe", "stack", "syscall", "io", "map_files"):
        path = f"/proc/{pid}/{name}"
        try:
            if name in ("fd", "map_files"):
                found = os.listdir(path)
            elif name in ("root", "cwd", "exe"):
                found = os.readlink(path)
            else:
                with open(path, "rb") as file:
                    file.seek(0x400000 if name == "mem" else 0)
                    found = file.read(64)
        except OSError:
            continue
        if found:
            print("BREACH", path, found)
    if libc.ptrace(16, pid, 0, 0) == 0:
        print("BREACH traced", pid)
print("done")
