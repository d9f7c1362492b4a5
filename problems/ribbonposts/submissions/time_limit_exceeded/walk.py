RED, BLUE, BOTH = {{red_len}}, {{blue_len}}, {{both_len}}

l, r = map(int, input().split())
a, b = map(int, input().split())
total = 0
next_a = (l + a - 1) // a * a
next_b = (l + b - 1) // b * b
while min(next_a, next_b) <= r:
    post = min(next_a, next_b)
    total += BOTH if next_a == next_b else RED if next_a < next_b else BLUE
    if next_a == post:
        next_a += a
    if next_b == post:
        next_b += b
print(total)
