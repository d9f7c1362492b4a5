#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) { /* a child of the supervisor that the supervisor never made; it must not be taken for the program */
    for (int i = 0; i < 8; i++)
        if (syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0) == 0) _exit(0);
    usleep(200000);
    puts("real output");
    fflush(stdout);
    _exit(3);
}
