import sys


def refuse(event, args):
    if event in ("os.fork", "os.exec", "os.putenv", "import", "exec", "open"):
        raise RuntimeError(event)


print("done")
sys.addaudithook(refuse)
