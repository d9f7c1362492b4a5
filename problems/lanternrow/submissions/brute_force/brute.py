m = int(input())
left = [0] + list(map(int, input().split()))
row = []


def hang():
    if not any(left):
        return True
    for colour in range(1, m + 1):
        if left[colour] > 0 and colour not in row[len(row) - min(len(row), {{apart}} - 1) :]:
            left[colour] -= 1
            row.append(colour)
            if hang():
                return True
            row.pop()
            left[colour] += 1
    return False


if hang():
    print("YES")
    print(*row)
else:
    print("NO")
