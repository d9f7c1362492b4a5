input()
coins = list(map(int, input().split()))
# Forgets that a streak has a largest length.
best = [0]
for night in range(1, len(coins) + 1):
    most, earned = best[-1], 0
    for length in range(1, min(40, night) + 1):
        earned += coins[night - length]
        most = max(most, earned + best[max(0, night - length - {{pause}})])
    best.append(most)
print(best[-1])
