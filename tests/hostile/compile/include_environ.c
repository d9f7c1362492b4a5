#include "/proc/self/environ"
#include "/proc/1/environ"
#include "/proc/@pid@/environ"
int main(void) { return 0; }
