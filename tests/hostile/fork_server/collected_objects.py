"""Looks through every object that the interpreter knows."""
import gc
import io
import socket
import sys

mark = "CANARY" + "_"
for thing in gc.get_objects():
    try:
        if isinstance(thing, (list, tuple, dict, set)) and len(thing) < 5000:
            text = repr(thing) if len(thing) < 50 else ""
            if mark in text and "mark" not in text:
                print("BREACH", text[:500])
        if isinstance(thing, (socket.socket, io.FileIO)) and thing.fileno() > 2:
            print("BREACH open", thing)
    except Exception:
        pass
for name in sorted(sys.modules):
    if name.startswith(("judge", "worker", "chalicelib", "boto")):
        print("BREACH module", name)
