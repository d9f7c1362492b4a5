"""Twenty thousand small files in the tree that will be frozen."""
import os

try:
    for i in range(20):
        os.mkdir(f"d{i}")
        for j in range(1000):
            os.close(os.open(f"d{i}/{j}", os.O_CREAT | os.O_WRONLY))
except OSError:
    pass
