#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    int pids[3] = {getppid()};
    scanf("%d %d", &pids[1], &pids[2]);
    for (int i = 0; i < 3; i++) {
        if (ptrace(PTRACE_ATTACH, pids[i], 0, 0) == 0) printf("BREACH attached to %d\n", pids[i]);
        if (ptrace(PTRACE_SEIZE, pids[i], 0, 0) == 0) printf("BREACH seized %d\n", pids[i]);
    }
    int child = fork();
    if (child == 0) { usleep(50000); _exit(0); }
    if (child > 0 && ptrace(PTRACE_ATTACH, child, 0, 0) == 0) puts("BREACH traces its child, whose system calls it can rewrite");
    if (ptrace(PTRACE_TRACEME, 0, 0, 0) == 0) puts("BREACH asks its parent to trace it");
    puts("done");
}
