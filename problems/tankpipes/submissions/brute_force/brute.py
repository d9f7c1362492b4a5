n, wanted = map(int, input().split())
pumps = [tuple(map(int, input().split())) for _ in range(n)]
litres = 0
answer = -1
for minute in range(max(end for _, end, _ in pumps)):
    inflow = min({{cap}}, sum(rate for start, end, rate in pumps if start <= minute < end))
    if litres + inflow >= wanted:
        answer = minute + (wanted - litres) / inflow
        break
    litres += inflow
print(answer)
