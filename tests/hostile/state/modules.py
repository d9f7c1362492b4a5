"""One test changes every module it can reach, the next one must find them as new."""
import builtins
import os
import random
import sys
import threading

if getattr(builtins, "left_behind", None) or hasattr(sys, "left_behind") or "alpaco_left" in sys.modules or os.environ.get("ALPACO_LEFT"):
    print("BREACH state of the test before")
builtins.left_behind = sys.left_behind = True
sys.modules["alpaco_left"] = sys
os.environ["ALPACO_LEFT"] = "1"
random.seed(1)
builtins.print = lambda *a, **k: sys.__stdout__.write("BREACH print was replaced\n") if a and a[0] == "ping" else None
os._exit_original = os._exit
threading.Thread.start = None
sys.path.insert(0, "/tmp")
sys.setrecursionlimit(50)
sys.set_int_max_str_digits(640)
sys.stdout.write("done\n")
