#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static char block[1 << 16];
int main(void) { /* memory in pipes belongs to no process */
    long kib = 0;
    int children = 0;
    for (; children < 7 && fork() > 0; children++);
    for (int i = 0; i < 100; i++) {
        int fds[2];
        if (pipe2(fds, O_NONBLOCK)) break;
        fcntl(fds[1], F_SETPIPE_SZ, 1 << 20);
        for (long n; (n = write(fds[1], block, sizeof block)) > 0;) kib += n >> 10;
    }
    if (kib > 200 << 10) printf("BREACH %ld MiB in pipes of one process\n", kib >> 10);
    fflush(stdout);
    alarm(4);
    usleep(300000);
    _exit(0);
}
