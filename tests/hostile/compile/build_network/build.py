import socket

for address in (("127.0.0.1", int("@port@")), ("169.254.170.2", 80)):
    try:
        socket.create_connection(address, 0.3)
        print("BREACH connected to", address)
    except OSError:
        pass
