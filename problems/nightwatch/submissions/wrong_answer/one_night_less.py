input()
best = [0]
coins = list(map(int, input().split()))
for night in range(1, len(coins) + 1):
    most, earned = best[-1], 0
    for length in range(1, min({{streak}}, night) + 1):
        earned += coins[night - length]
        most = max(most, earned + best[max(0, night - length - {{pause}} + 1)])
    best.append(most)
print(best[-1])
