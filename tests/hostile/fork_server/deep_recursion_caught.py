def dive():
    dive()


try:
    dive()
except RecursionError:
    print("caught")
