#if __has_include("@secrets@/secret/001.ans")
#error BREACH the answers are seen by the compiler
#endif
#if __has_include("/etc/shadow") && 0
#error seen
#endif
int main(void) { return 0; }
