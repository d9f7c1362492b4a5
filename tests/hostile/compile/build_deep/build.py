"""Directories nested far beyond PATH_MAX in the tree that will be frozen."""
import os

depth = 0
try:
    while depth < 5000:
        os.mkdir("d" * 40)
        os.chdir("d" * 40)
        depth += 1
    open("leaf", "w").close()
except OSError:
    pass
print(depth)
