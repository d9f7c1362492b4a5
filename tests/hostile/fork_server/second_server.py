"""Calls the functions of the server that it finds on its stack and in memory, as if it were the server."""
import gc
import sys
import types

own = sys._getframe().f_code
called = 0
frame = sys._getframe().f_back
codes = set()
while frame is not None:
    codes.add(frame.f_code)
    frame = frame.f_back
for thing in gc.get_objects():
    if isinstance(thing, types.FunctionType) and (thing.__code__ in codes or thing.__module__ in ("__main__", "server", "forkserver")) and thing.__code__ is not own:
        called += 1
        try:
            thing()
        except BaseException as exc:
            print(type(exc).__name__)
print("called", called)
