"""Prints what chance gave: two tests must not see the same numbers."""
import os
import random

print(random.random(), os.urandom(4).hex())
