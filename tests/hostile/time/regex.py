"""Burns time in C code that does not look at signals."""
import re

re.match(r"(a+)+$", "a" * 60 + "b")
