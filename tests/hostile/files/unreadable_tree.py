import os

if os.path.isdir("out"):
    os.chdir("out")

try:
    for i in range(20):
        os.makedirs(f"d{i}/inner")
        open(f"d{i}/inner/file", "w").close()
        os.chmod(f"d{i}/inner", 0)
        os.chmod(f"d{i}", 0)
    os.chmod(".", 0)
except OSError:
    pass
print("done")
