"""Fills a directory that the trusted side reads back with everything but files."""
import os
import socket
import sys

target = sys.stdin.read().split()[0]
os.chdir("out")


def attempt(action):
    try:
        action()
    except (OSError, AttributeError):
        pass


attempt(lambda: os.symlink(target + "/secret/001.ans", "answer"))
attempt(lambda: os.symlink(target, "folder"))
attempt(lambda: os.symlink("/proc/self/environ", "environ"))
attempt(lambda: os.symlink("/dev/zero", "zero"))
attempt(lambda: os.symlink("loop", "loop"))
attempt(lambda: os.mkfifo("fifo", 0o666))
attempt(lambda: os.mknod("device", 0o20666, os.makedev(1, 5)))
attempt(lambda: socket.socket(socket.AF_UNIX).bind("socket"))
attempt(lambda: os.link(target + "/secret/001.ans", "hardlink"))
attempt(lambda: os.link("/etc/passwd", "passwd"))
attempt(lambda: os.mkdir("closed"))
attempt(lambda: open("closed/inside", "w").close())
attempt(lambda: os.chmod("closed", 0))
attempt(lambda: open("unreadable", "w").write("x"))
attempt(lambda: os.chmod("unreadable", 0))
attempt(lambda: os.truncate(os.open("sparse", os.O_CREAT | os.O_RDWR), 10 << 20))
attempt(lambda: open("new\nline \xff" + "x" * 200, "w").write("x"))
attempt(lambda: open(b"\xff\xfe", "w").write("x"))
attempt(lambda: os.makedirs("/".join(["deep"] * 200)))
for i in range(3000):
    attempt(lambda: os.close(os.open(f"many{i}", os.O_CREAT)))
open("honest.txt", "w").write("score 42\n")
print("done")
