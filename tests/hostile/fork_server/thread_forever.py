import threading
import time

threading.Thread(target=time.sleep, args=(8,)).start()
print("main done")
