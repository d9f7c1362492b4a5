"""Start-up files of interpreters and shells in the home directory."""
import os
import sys

home = os.environ.get("HOME", os.path.expanduser("~"))
if sys.stdin.read() == "first":
    for name in (".bashrc", ".profile", ".pythonrc", ".noderc", ".gdbinit", ".config/alpaco", ".local/lib/python3.11/site-packages/usercustomize.py"):
        try:
            path = os.path.join(home, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            open(path, "w").write("print('BREACH start-up file ran')\n")
        except OSError:
            pass
else:
    for name in (".bashrc", ".local/lib/python3.11/site-packages/usercustomize.py"):
        try:
            if "BREACH" in open(os.path.join(home, name)).read():
                print("BREACH", name, "stayed")
        except OSError:
            pass
