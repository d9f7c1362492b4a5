STREAK, PAUSE = {{streak}}, {{pause}}

n = int(input())
coins = list(map(int, input().split()))
best = [float("-inf")]
for night in range(1, n + 1):
    most = best[-1]
    for length in range(1, min(STREAK, night) + 1):
        before = best[night - length - PAUSE] if night - length - PAUSE > 0 else 0
        most = max(most, sum(coins[night - length : night]) + max(0, before))
    best.append(most)
print(best[-1])
