print(open("stolen").read() if False else "done")
