"""Takes away everything that the server's code could still need in this process."""
import builtins
import os
import sys

for name in list(sys.modules):
    if name not in ("builtins", "sys"):
        sys.modules[name] = None
builtins.__import__ = None
os._exit = os.fork = os.write = os.read = os.close = os.kill = lambda *_: 0
for name in ("open", "print", "BaseException", "Exception", "SystemExit", "len", "int", "str"):
    setattr(builtins, name, None)
sys.stdout.write("done\n")
