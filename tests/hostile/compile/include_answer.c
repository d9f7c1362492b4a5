#include "@secrets@/secret/001.ans"
int main(void) { return 0; }
