l, r = map(int, input().split())
a, b = map(int, input().split())


def multiples(step):
    return r // step - (l - 1) // step


both = multiples(a * b)
print({{red_len}} * (multiples(a) - both) + {{blue_len}} * (multiples(b) - both) + {{both_len}} * both)
