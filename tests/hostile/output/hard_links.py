import os

if os.path.isdir("out"):
    os.chdir("out")

open("one", "w").close()
made = 0
try:
    while made < 20_000:
        os.link("one", f"link{made}")
        made += 1
except OSError as exc:
    print(type(exc).__name__)
print(made)
