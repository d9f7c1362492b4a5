__asm__(".data\n.rept 100000\n.rept 20000\n.long 0x90909090\n.endr\n.endr");
int main(void) { return 0; }
