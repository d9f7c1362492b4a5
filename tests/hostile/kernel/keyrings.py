"""One test stores a key in the user's keyring, the next one looks for it."""
import ctypes
import sys

libc = ctypes.CDLL(None, use_errno=True)
KEYCTL, ADD_KEY, REQUEST_KEY = 250, 248, 249
for ring in (-4, -5):
    if sys.stdin.isatty():
        break
    key = libc.syscall(ADD_KEY, b"user", b"alpaco-key", b"from the first test", 19, ring)
    if key > 0:
        print("BREACH stored a key")
    found = libc.syscall(KEYCTL, 10, ring, b"user", b"alpaco-key", 0)
    if found > 0:
        print("BREACH a key outlives its test")
if libc.syscall(KEYCTL, 1, b"alpaco-session") > 0:
    print("BREACH joined a session keyring")
print("done")
