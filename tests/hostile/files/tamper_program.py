"""Edits, replaces and adds files in the program directory."""
import os
import sys

here = os.path.dirname(os.path.abspath(sys.argv[0]))
me = os.path.abspath(sys.argv[0])
print(len(os.listdir(here)))
for action in (
    lambda: open(me, "a").write("\nprint('BREACH')\n"),
    lambda: os.chmod(me, 0o777),
    lambda: os.unlink(me),
    lambda: os.rename(me, me + ".old"),
    lambda: open(here + "/random.py", "w").write("print('BREACH')"),
    lambda: os.mkdir(here + "/__pycache__"),
    lambda: os.chmod(here, 0o777),
    lambda: os.utime(me, (0, 0)),
    lambda: os.setxattr(me, "user.mark", b"x"),
    lambda: os.truncate(me, 0),
):
    try:
        action()
        print("BREACH the program directory can be changed")
    except OSError:
        pass
