STREAK, PAUSE = {{streak}}, {{pause}}

n = int(input())
coins = list(map(int, input().split()))
streaks = []
for start in range(n):
    for end in range(start + 1, min(n, start + STREAK) + 1):
        streaks.append((sum(coins[start:end]), start, end))
taken = [False] * (n + 2 * PAUSE)
total = 0
for earned, start, end in sorted(streaks, reverse=True):  # the richest streak first, then what still fits
    if earned > 0 and not any(taken[start : end + 2 * PAUSE]):
        total += earned
        taken[start + PAUSE : end + PAUSE] = [True] * (end - start)
print(total)
