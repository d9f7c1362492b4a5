import sys

sys.exit(-(2**40) + 256 * 3 + 5)
