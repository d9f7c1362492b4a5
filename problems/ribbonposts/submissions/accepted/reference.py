from math import lcm

RED, BLUE, BOTH = {{red_len}}, {{blue_len}}, {{both_len}}


def multiples(step, first, last):
    return last // step - (first - 1) // step


l, r = map(int, input().split())
a, b = map(int, input().split())
both = multiples(lcm(a, b), l, r)
red = multiples(a, l, r) - both
blue = multiples(b, l, r) - both
print(RED * red + BLUE * blue + BOTH * both)
