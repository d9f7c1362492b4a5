import threading
import time

made = 0
try:
    while made < 1500:
        threading.Thread(target=time.sleep, args=(6,), daemon=True).start()
        made += 1
except RuntimeError:
    pass
print(made)
if made >= 1000:
    print("BREACH a thousand threads")
