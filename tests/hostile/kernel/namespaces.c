#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x80
#endif
int main(void) {
    int flags[] = {CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP, CLONE_NEWTIME, CLONE_NEWUSER | CLONE_NEWNS};
    for (int i = 0; i < 9; i++) {
        if (unshare(flags[i]) == 0) printf("BREACH unshare %x\n", flags[i]);
        if (flags[i] == CLONE_NEWTIME) continue;
        long pid = syscall(SYS_clone, flags[i] | SIGCHLD, 0, 0, 0, 0);
        if (pid == 0) _exit(0);
        if (pid > 0) printf("BREACH clone %x\n", flags[i]);
        uint64_t args[8] = {flags[i], 0, 0, 0, SIGCHLD};
        pid = syscall(SYS_clone3, args, sizeof args);
        if (pid == 0) _exit(0);
        if (pid > 0) printf("BREACH clone3 %x\n", flags[i]);
    }
    puts("done");
}
