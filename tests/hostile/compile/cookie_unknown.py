# -*- coding: ../../../evil -*-
print(42)
