import sys

CAP = {{cap}}


def full_at(wanted, pumps):
    """Whole litres and minutes until the last step, so that only the final division rounds."""
    changes = sorted([(start, rate) for start, _, rate in pumps] + [(end, -rate) for _, end, rate in pumps])
    litres = rate = now = 0
    for time, change in changes:
        inflow = min(CAP, rate)
        if inflow and litres + inflow * (time - now) >= wanted:
            return now + (wanted - litres) / inflow
        litres += inflow * (time - now)
        rate, now = rate + change, time
    return None


def main():
    n, wanted, *numbers = map(int, sys.stdin.read().split())
    time = full_at(wanted, list(zip(numbers[::3], numbers[1::3], numbers[2::3])))
    print(-1 if time is None else f"{time:.9f}")


main()
