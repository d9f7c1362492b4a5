print(len('\ud800'))
print('\ud800')
