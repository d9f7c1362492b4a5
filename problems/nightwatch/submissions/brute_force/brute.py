from itertools import groupby

n = int(input())
coins = list(map(int, input().split()))


def allowed(plan):
    runs = [(work, len(list(nights))) for work, nights in groupby(plan)]
    for position, (work, length) in enumerate(runs):
        if work and length > {{streak}}:
            return False
        if not work and 0 < position < len(runs) - 1 and length < {{pause}}:
            return False
    return True


best = 0
for choice in range(2**n):
    plan = [choice >> night & 1 for night in range(n)]
    if allowed(plan):
        best = max(best, sum(earned for earned, work in zip(coins, plan) if work))
print(best)
