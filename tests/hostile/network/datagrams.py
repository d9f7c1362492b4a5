import socket
import sys

port = int(sys.stdin.read())
for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
    try:
        with socket.socket(socket.AF_INET, kind) as s:
            s.settimeout(0.3)
            if kind is socket.SOCK_DGRAM:
                s.sendto(b"x", ("127.0.0.1", port))
                print("BREACH sent a datagram")
            else:
                s.bind(("127.0.0.1", 0))
                s.listen()
                print("listening")
    except OSError as exc:
        print(type(exc).__name__)
try:
    print("BREACH resolved", socket.getaddrinfo("localhost.localdomain.invalid", 80))
except OSError:
    pass
print("done")
