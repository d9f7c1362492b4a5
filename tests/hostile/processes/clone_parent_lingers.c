#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
    if (syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0) == 0) { alarm(8); for (;;) pause(); }
    if (syscall(SYS_clone, CLONE_PARENT, 0, 0, 0, 0) == 0) { alarm(8); for (;;) pause(); } /* waited for only with __WCLONE */
    return 3;
}
