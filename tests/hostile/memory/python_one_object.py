print("BREACH" if len(bytes(1500 << 20).replace(b"\0", b"x")) else "")
