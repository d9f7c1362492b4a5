"""One test listens under an abstract name in a daemon, the next one asks it."""
import os
import socket
import sys
import time

if sys.stdin.read().strip() == "first":
    try:
        server = socket.socket(socket.AF_UNIX)
        server.bind("\0alpaco-between-tests")
        server.listen()
    except OSError:
        raise SystemExit(0)
    if os.fork() == 0:
        os.setsid()
        time.sleep(8)
else:
    try:
        s = socket.socket(socket.AF_UNIX)
        s.connect("\0alpaco-between-tests")
        print("BREACH the listener of the test before answers")
    except OSError:
        pass
