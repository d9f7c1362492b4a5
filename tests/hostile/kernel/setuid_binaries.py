import os
import subprocess

for command in (["/usr/bin/su", "-c", "id"], ["/usr/bin/passwd", "-S"], ["/usr/bin/mount"], ["/usr/bin/newgrp"], ["/usr/bin/chsh", "-l"], ["/usr/bin/sudo", "-n", "id"], ["/usr/bin/gpasswd"], ["/usr/bin/pkexec", "id"]):
    try:
        done = subprocess.run(command, capture_output=True, timeout=1, stdin=subprocess.DEVNULL)
        if b"uid=0" in done.stdout:
            print("BREACH", command, done.stdout)
    except Exception:
        pass
if os.path.exists("/usr/bin/su"):
    try:
        pid = os.fork()
        if pid == 0:
            os.execv("/usr/bin/su", ["su", "-c", "id"])
    except OSError:
        pass
print("done")
