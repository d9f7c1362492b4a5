"""The parent dies at once, the child goes back into the server's code later and prints."""
import os
import time

pid = os.fork()
if pid:
    os._exit(3)
time.sleep(0.3)
print("BREACH late output")
