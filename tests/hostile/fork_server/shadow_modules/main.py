import sys

print("main", "heapq" in sys.modules)
