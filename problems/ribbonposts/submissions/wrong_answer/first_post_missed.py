from math import lcm

l, r = map(int, input().split())
a, b = map(int, input().split())


def multiples(step):
    return r // step - l // step


both = multiples(lcm(a, b))
print({{red_len}} * (multiples(a) - both) + {{blue_len}} * (multiples(b) - both) + {{both_len}} * both)
