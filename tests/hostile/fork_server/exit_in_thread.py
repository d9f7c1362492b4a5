import os
import threading
import time

print("42", flush=True)
threading.Thread(target=lambda: os._exit(7)).start()
time.sleep(5)
