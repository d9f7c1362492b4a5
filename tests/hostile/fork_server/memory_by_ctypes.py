"""Rewrites what it can reach by address: the interpreter's own objects, then address zero."""
import ctypes
import sys

value = 257
ctypes.memmove(id(value) + 24, id(258) + 24, 4)
libc = ctypes.CDLL(None)
libc.prctl(4, 1)
libc.setresuid(0, 0, 0)
print("done", flush=True)
ctypes.string_at(8)
