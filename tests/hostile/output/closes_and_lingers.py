import os
import time

print("42", flush=True)
os.close(0)
os.close(1)
os.close(2)
time.sleep(8)
