import os

if os.path.isdir("out"):
    os.chdir("out")

for name in (b"\n", b" ", b"-rf", b"*", b"\xff\xfe\xfd", b"$(id)", b"`id`", b"%s%n", b"a" * 255, b"'\"\\", b"\x1b[31m", b"..."):
    try:
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
        os.mkdir(b"d" + name[:200])
    except OSError:
        pass
print("done")
