import os

if os.path.isdir("out"):
    os.chdir("out")

made = 0
try:
    for i in range(40):
        os.makedirs("/".join([f"{i}"] * 60))
        made += 1
        for j in range(60):
            open("/".join([f"{i}"] * 60) + f"/f{j}", "w").close()
except OSError as exc:
    print(type(exc).__name__)
print(made)
