#pragma GCC pch_preprocess "/etc/shadow"
#pragma GCC dependency "/etc/shadow"
#pragma push_macro("__FILE__")
#line 1 "/proc/self/environ"
#include_next <stdio.h>
__asm__(".file \"/etc/shadow\"\n.include \"/proc/1/environ\"\n");
int main(void) { return 0; }
