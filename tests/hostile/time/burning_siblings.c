#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
static double used(void) { struct timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec + t.tv_nsec * 1e-9; }
int main(void) { /* siblings of ours burn 3 s in all, we wait at the other end of their pipe */
    int ends[2];
    char nothing;
    if (pipe(ends)) return 1;
    for (int i = 0; i < 30; i++)
        if (syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0) == 0) { while (used() < 0.1) {} _exit(0); }
    close(ends[1]);
    if (read(ends[0], &nothing, 1) == 0) puts("BREACH 3 s of CPU time under a limit of one");
}
