import signal
import time

for number in range(1, 65):
    try:
        signal.signal(number, lambda *_: print("caught", flush=True))
    except (OSError, ValueError):
        pass
end = time.time() + 12
while time.time() < end:
    pass
