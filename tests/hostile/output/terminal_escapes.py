import sys

sys.stdout.buffer.write(b"\x1b[2J\x1b]0;owned\x07\xff\xfe\x00\xed\xa0\x80" + b"\0" * 1000 + b"\r\n")
sys.stderr.buffer.write(b"\x1b[31m\xc3\x28" * 100)
