#include <unistd.h>
#include <sys/syscall.h>
/* code that runs inside of the dynamic loader, before any constructor */
static int right(void) { return 7; }
static void *choose(void) { for (int i = 0; i < 50; i++) syscall(SYS_kill, -1, 0); return right; }
int answer(void) __attribute__((ifunc("choose")));
int main(void) { return answer(); }
