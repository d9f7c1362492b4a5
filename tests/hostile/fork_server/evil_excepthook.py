import sys
import traceback


def hook(*_):
    raise SystemError("again")


sys.excepthook = hook
sys.unraisablehook = hook
traceback.print_exception = hook
sys.stderr = None
sys.stdout = None
raise ValueError
