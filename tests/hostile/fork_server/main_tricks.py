import __main__
import os
import runpy
import sys

print(__name__, __main__ is sys.modules["__main__"], os.path.basename(sys.argv[0]), len(sys.argv))
if not os.environ.get("AGAIN"):
    os.environ["AGAIN"] = "1"
    runpy.run_path(__file__, run_name="__main__")
