"""Writes over its own code through /proc/self/mem, past all page protections."""
try:
    with open("/proc/self/maps") as maps:
        start = next(int(line.split("-")[0], 16) for line in maps if "r-xp" in line and "libc" in line)
    with open("/proc/self/mem", "r+b", buffering=0) as memory:
        memory.seek(start)
        memory.write(b"\xcc" * 65536)
except (OSError, StopIteration):
    pass
print("done", flush=True)
