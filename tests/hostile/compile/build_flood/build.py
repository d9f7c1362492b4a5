"""Many files and many bytes in the directory that will be kept."""
block = b"x" * (1 << 20)
try:
    for i in range(40):
        with open(f"big{i}", "wb") as out:
            for _ in range(15):
                out.write(block)
except OSError:
    pass
