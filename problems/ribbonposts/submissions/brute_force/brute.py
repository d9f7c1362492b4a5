l, r = map(int, input().split())
a, b = map(int, input().split())
total = 0
for number in range(l, r + 1):
    if number % a == 0 and number % b == 0:
        total += {{both_len}}
    elif number % a == 0:
        total += {{red_len}}
    elif number % b == 0:
        total += {{blue_len}}
print(total)
