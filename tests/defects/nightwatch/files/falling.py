STREAK, PAUSE = 3, 2

input()
coins = sorted(map(int, input().split()), reverse=True)
best = [0]
for night in range(1, len(coins) + 1):
    most, earned = best[-1], 0
    for length in range(1, min(STREAK, night) + 1):
        earned += coins[night - length]
        most = max(most, earned + best[max(0, night - length - PAUSE)])
    best.append(most)
print(best[-1])
