# -*- coding: utf-7 -*-
+AHAAcgBpAG4AdAAoADQAMgAp-
