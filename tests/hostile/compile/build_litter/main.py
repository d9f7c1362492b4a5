import os

for place in ("/tmp", "/var/tmp", "/dev/shm"):
    if os.path.lexists(place + "/alpaco-litter"):
        print("BREACH the build left", place)
print("done")
