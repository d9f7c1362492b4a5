"""One test hides a file in every place, the next one looks for it."""
import os
import sys

places = [".", "out", "..", "/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue", "/run", "/run/lock", "/var/lock", "/var/crash", "/var/mail", "/var/spool", os.path.expanduser("~"), "/", "/home",
          os.path.dirname(os.path.abspath(sys.argv[0])), "/proc/self/cwd", "/sys/fs/cgroup", "/var/cache/fontconfig", "/var/lib", "/opt"]
first = sys.stdin.read() == "first"
for place in places:
    path = os.path.join(place, ".alpaco-left-behind")
    if first:
        try:
            with open(path, "w") as out:
                out.write("the answer is 42")
            os.makedirs(path + ".d/e", exist_ok=True)
        except OSError:
            pass
    elif os.path.lexists(path):
        print("BREACH found", path)
held = [name for name in os.listdir(".") if name != "out" or os.listdir(name)]
if not first and held:
    print("BREACH scratch holds", held)
