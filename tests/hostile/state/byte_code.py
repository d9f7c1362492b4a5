"""Byte code caches: planted by the first test, imported by the second."""
import importlib.util
import marshal
import os
import struct
import sys

here = os.path.dirname(os.path.abspath(__file__))
if sys.stdin.read() == "first":
    code = marshal.dumps(compile("print('BREACH planted byte code ran')", "heapq.py", "exec"))
    for target in (here, ".", os.path.dirname(os.__file__), os.path.expanduser("~/.local/lib/python3.11/site-packages"), sys.pycache_prefix or here):
        for name in ("heapq", "bisect", "usercustomize", "sitecustomize"):
            cached = os.path.join(target, "__pycache__", f"{name}.{sys.implementation.cache_tag}.pyc")
            for path in (cached, os.path.join(target, name + ".py"), os.path.join(target, name + ".pth")):
                try:
                    os.makedirs(os.path.dirname(path), exist_ok=True)
                    body = importlib.util.MAGIC_NUMBER + struct.pack("<III", 1, 0, 0) + code if path.endswith("c") else b"print('BREACH planted module ran')\n"
                    with open(path, "wb") as out:
                        out.write(body)
                except OSError:
                    pass
else:
    import bisect
    import heapq

    print(heapq.__name__, bisect.__name__)
