l, r = map(int, input().split())
a, b = map(int, input().split())
print({{red_len}} * (r // a - (l - 1) // a) + {{blue_len}} * (r // b - (l - 1) // b))
