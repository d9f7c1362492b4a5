"""Parent and child both go back into the server's code."""
import os

if os.fork() == 0:
    print("child", flush=True)
else:
    os.wait()
    print("parent", flush=True)
