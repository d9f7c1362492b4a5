import os

for name in ("sh", "sh2"):
    try:
        mode = os.stat(os.path.join(os.path.dirname(os.path.abspath(__file__)), name)).st_mode
        if mode & 0o6000:
            print("BREACH a set-uid file was frozen", oct(mode))
    except OSError:
        pass
print("done")
