"""Fills the directory that will be frozen with everything but files."""
import os
import socket

secrets = "@secrets@"


def attempt(action):
    try:
        action()
    except (OSError, AttributeError):
        pass


attempt(lambda: os.symlink(secrets + "/secret/001.ans", "answer"))
attempt(lambda: os.symlink(secrets, "folder"))
attempt(lambda: os.symlink("/etc", "etc"))
attempt(lambda: os.symlink("loop", "loop"))
attempt(lambda: os.mkfifo("fifo"))
attempt(lambda: os.mknod("device", 0o20666, os.makedev(1, 5)))
attempt(lambda: socket.socket(socket.AF_UNIX).bind("socket"))
attempt(lambda: os.link(secrets + "/writable", "hardlink"))
attempt(lambda: os.link("/etc/passwd", "passwd"))
attempt(lambda: os.mkdir("closed"))
attempt(lambda: open("closed/inside", "w").close())
attempt(lambda: os.chmod("closed", 0))
attempt(lambda: os.makedirs("/".join(["deep"] * 300)))
attempt(lambda: open(b"\xff\xfe\n", "w").close())
print("built")
