# Looks like a program that came to its end when it did not.
import sys

del __file__
sys.last_type = None
sys.stdout.flush = lambda: 1 / 0
raise KeyError("not the end")
