import sys
import time

end = time.time() + 9
while time.time() < end and sys.stdin.buffer.read(1):
    time.sleep(0.05)
