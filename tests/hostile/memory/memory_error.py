kept = []
try:
    for _ in range(100):
        kept.append(bytearray(b"x") * (10 << 20))
except MemoryError:
    print("caught")
    raise SystemExit(0)
print("BREACH a gigabyte")
