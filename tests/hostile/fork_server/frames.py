"""Walks its own stack frames outwards and prints what the server's variables hold."""
import sys

frame = sys._getframe()
while frame is not None:
    for scope in (frame.f_locals, frame.f_globals):
        for name, value in list(scope.items()):
            try:
                print(frame.f_code.co_name, name, repr(value)[:300])
            except Exception:
                pass
    frame = frame.f_back
