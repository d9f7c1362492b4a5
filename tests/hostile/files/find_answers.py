"""Walks the file system for answers, packages, caches and the folder it was told about."""
import os
import sys
import time

end = time.time() + 1.2
told = sys.stdin.read().split()
try:
    print("BREACH listed", told[0], os.listdir(told[0]))
except OSError:
    pass
for name in ("secret/001.ans", "secret/001.in", "problem.yaml"):
    try:
        print("BREACH read", open(f"{told[0]}/{name}").read())
    except OSError:
        pass
roots = [os.path.dirname(told[0]), "/tmp", "/var/tmp", "/dev/shm", "/run", "/srv", "/opt", "/home", "/root", "/var", "/work", "/app", "/"]
for root in roots:
    for folder, _, files in os.walk(root):
        if time.time() > end:
            break
        if folder.startswith(("/proc", "/sys", "/usr")):
            continue
        for name in files:
            if name.endswith((".ans", "tests.sha256")):
                try:
                    text = open(os.path.join(folder, name), "rb").read(200)
                    print("found", os.path.join(folder, name), text)
                except OSError:
                    pass
