import random
import sys

LEGS, REST = 3, 100


class Network:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.places = 2
        self.lines = []

    def connect(self, u, v, low, high):
        ends = [u, v]
        self.rng.shuffle(ends)
        self.lines.append((*ends, self.rng.randint(low, high)))

    def chain(self, length, low, high):
        self.places = length
        for place in range(1, length):
            self.connect(place, place + 1, low, high)

    def shortcuts(self, count, reach, low, high):
        for _ in range(count):
            start = self.rng.randint(1, self.places - 2)
            self.connect(start, min(self.places, start + self.rng.randint(2, reach)), low, high)

    def clutter(self, count, high):
        for _ in range(count):
            u, v = self.rng.sample(range(1, self.places + 1), 2)
            self.connect(u, v, 1, high)

    def show(self):
        self.rng.shuffle(self.lines)
        print(self.places, len(self.lines))
        for line in self.lines:
            print(*line)


def small(net, seed):
    if seed % 3 == 0:
        net.places = net.rng.randint(2, 5)
        net.clutter(net.rng.randint(0, net.places - 1), 20)
        return
    net.chain(net.rng.randint(4, 7), 1, REST)
    net.shortcuts(net.rng.randint(0, 3), 3, REST // 2, 3 * REST)


def middling(net, seed):
    net.chain(net.rng.randint(80, 160), 1, 60)
    net.shortcuts(120, 4, 40, 200)
    if seed % 5 == 2:
        net.lines = [line for line in net.lines if net.places not in line[:2]]


def extreme(net, seed):
    if seed == 1:
        return
    if seed == 2:
        net.chain(2000, 9999990, 10000000)
        net.lines[0] = (*net.lines[0][:2], 10000000)
    elif seed == 3:
        net.places = 2000
        net.clutter(4000, 10000000)
    elif seed == 4:
        for _ in range(500):
            net.connect(1, 2, 1, 10000000)
    else:
        net.chain(2000, 1, 2)
        net.shortcuts(1900, 3, 1, REST)


def slow(net, seed):
    net.chain(2000, 1, REST)
    net.shortcuts(4000 - len(net.lines), 3, REST, 4 * REST)


def show_in_reverse(net):
    print(net.places, len(net.lines))
    for u, v, w in sorted(net.lines, key=lambda line: -max(line[:2])):
        print(u, v, w)


stratum, seed = sys.argv[1], int(sys.argv[2])
net = Network(f"{stratum}/{seed}")
{"small": small, "random": middling, "extreme": extreme, "slow": slow}[stratum](net, seed)
show_in_reverse(net) if stratum == "slow" else net.show()
