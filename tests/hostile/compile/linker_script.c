/* a constructor runs before main, an interpreter section names another loader */
const char interp[] __attribute__((section(".interp"))) = "/tmp/evil-loader";
__attribute__((constructor)) static void early(void) { }
int main(void) { return 0; }
