kept = []
while len(kept) < 40_000_000:
    kept.append([len(kept)])
