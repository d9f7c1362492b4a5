n = int(input())
coins = list(map(int, input().split()))
ending = [0] * n  # the best total whose last streak ends on this night
for night in range(n):
    most = None
    for length in range(1, min({{streak}}, night + 1) + 1):
        before = 0
        for earlier in range(night - length - {{pause}} + 1):
            if ending[earlier] > before:
                before = ending[earlier]
        total = before + sum(coins[night - length + 1 : night + 1])
        if most is None or total > most:
            most = total
    ending[night] = most
print(max(0, *ending))
