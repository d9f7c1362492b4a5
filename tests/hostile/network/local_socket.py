"""A local socket in a path, one in the abstract name space."""
import socket
import sys

path, name = sys.stdin.read().split()
for address in (path, "\0" + name, "/var/run/docker.sock", "/run/systemd/private", "/run/dbus/system_bus_socket"):
    try:
        s = socket.socket(socket.AF_UNIX)
        s.settimeout(0.3)
        s.connect(address)
        print("BREACH connected to", address.strip("\0"))
    except OSError:
        pass
print("done")
