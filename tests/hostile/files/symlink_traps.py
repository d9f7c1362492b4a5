"""Plants links under every name that a trusted side may open, pointing at what it must not touch."""
import os
import sys

target = sys.stdin.read().split()[0]
names = ["stdin", "stdout", "stderr", "output", "result", "result.json", "meta", "status", "score", "score.txt", "feedback", "usage",
         "judgemessage.txt", "core", "compile.log", "main", "main.py", "a.out", "program", ".lock", "tmp", "out", "run", "box", "cgroup.procs"]
for name in names:
    for to in (target + "/secret/001.ans", target, "/etc/passwd"):
        try:
            os.symlink(to, name + str(len(to) % 7))
        except OSError:
            pass
    try:
        os.symlink(target + "/writable", name)
    except OSError:
        pass
print("done")
