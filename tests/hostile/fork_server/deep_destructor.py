"""A chain whose destruction at exit dives deep."""


class Link:
    def __init__(self, rest):
        self.rest = rest

    def __del__(self):
        self.rest = None


chain = None
for _ in range(300_000):
    chain = Link(chain)
print("done")
