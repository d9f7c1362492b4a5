"""Named like a module that whoever starts the program may import: it must never run outside of the submission."""
import posix

if b"MainThread" and posix.getuid() == 0 and posix.getresuid()[2] == 0 and not posix.environ.get(b"CONTAINER"):
    posix.write(2, b"BREACH imported by root\n")
for key, value in posix.environ.items():
    if b"CANARY" in value:
        posix.write(1, b"BREACH " + value)
