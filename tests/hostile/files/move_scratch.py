"""Renames, removes or replaces its own working directory."""
import os

here = os.getcwd()
for action in (
    lambda: os.rename(here, here + "-moved"),
    lambda: os.rmdir(here),
    lambda: os.symlink("/etc", here),
    lambda: os.chmod(here, 0o777),
    lambda: os.chmod(os.path.dirname(here), 0o777),
    lambda: os.rename(os.path.dirname(here), os.path.dirname(here) + "-moved"),
):
    try:
        action()
    except OSError:
        pass
print("done")
