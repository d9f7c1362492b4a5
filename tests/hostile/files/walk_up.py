"""Reads whatever stands beside and above its scratch and program directories: other slots, other programs."""
import os
import sys
import time

end = time.time() + 1
own = {os.path.realpath("."), os.path.realpath(os.path.dirname(os.path.abspath(sys.argv[0])))}
for start in list(own):
    place = start
    while place != "/" and time.time() < end:
        place = os.path.dirname(place)
        try:
            names = os.listdir(place)
        except OSError:
            continue
        for name in names:
            path = os.path.join(place, name)
            if os.path.realpath(path) in own or place in ("/", "/tmp", "/var", "/var/tmp", "/dev/shm", "/run", "/dev"):
                continue
            try:
                inside = os.listdir(path)
            except OSError:
                continue
            for item in inside[:50]:
                try:
                    print("read", path, item, open(os.path.join(path, item), "rb").read(300))
                except OSError:
                    pass
