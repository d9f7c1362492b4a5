"""Opens the working directories, inputs and outputs of everybody else through /proc, for a second."""
import os
import time

end = time.time() + 0.8
me = str(os.getpid())
while time.time() < end:
    for pid in os.listdir("/proc") if os.path.isdir("/proc") else []:
        if not pid.isdigit() or pid == me:
            continue
        for place in ("cwd", "root/tmp", "task", "map_files", "fd/0", "fd/1"):
            path = f"/proc/{pid}/{place}"
            try:
                names = os.listdir(path) if place != "task" and not place.startswith("fd") else []
                for name in names[:50]:
                    print(path, name, open(f"{path}/{name}", "rb").read(500))
                if place.startswith("fd"):
                    print(path, os.read(os.open(path, os.O_RDONLY | os.O_NONBLOCK), 500))
            except OSError:
                pass
    time.sleep(0.02)
