# ÿþ
print('í €')
