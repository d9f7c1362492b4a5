STREAK, PAUSE = {{streak}}, {{pause}}


def largest_total(coins):
    # best[i]: the most coins of the first i nights.
    best = [0]
    for night in range(1, len(coins) + 1):
        most, earned = best[-1], 0
        for length in range(1, min(STREAK, night) + 1):
            earned += coins[night - length]
            most = max(most, earned + best[max(0, night - length - PAUSE)])
        best.append(most)
    return best[-1]


input()
print(largest_total(list(map(int, input().split()))))
