import os
import sys

here = os.path.dirname(os.path.abspath(sys.argv[0]))
print("BREACH the build's daemon still writes" if os.path.exists(here + "/late") else "done")
