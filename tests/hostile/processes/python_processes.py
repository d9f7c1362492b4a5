import multiprocessing
import subprocess
import time


def linger():
    time.sleep(8)


for start in (
    lambda: multiprocessing.Process(target=linger, daemon=False).start(),
    lambda: subprocess.Popen(["/bin/sleep", "8"], start_new_session=True),
    lambda: subprocess.Popen(["/usr/bin/python3", "-c", "import time; time.sleep(8)"]),
):
    try:
        start()
    except Exception as exc:
        print(type(exc).__name__)
import os

os._exit(0)
