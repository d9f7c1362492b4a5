import os
import time

os.close(0)
time.sleep(0.2)
print("42")
