#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
static void attack(int pid) {
    if (pid <= 0 || pid == getpid()) return;
    siginfo_t info;
    memset(&info, 0, sizeof info);
    info.si_code = SI_QUEUE;
    int signals[] = {SIGTERM, SIGSTOP, SIGKILL};
    for (int i = 0; i < 3; i++) {
        int ok = kill(pid, signals[i]) == 0;
        ok |= syscall(SYS_tkill, pid, signals[i]) == 0;
        ok |= syscall(SYS_tgkill, pid, pid, signals[i]) == 0;
        ok |= syscall(SYS_rt_sigqueueinfo, pid, signals[i], &info) == 0;
        ok |= syscall(SYS_rt_tgsigqueueinfo, pid, pid, signals[i], &info) == 0;
        if (pid == 1 && getppid() == 1) continue; /* the first process of a PID namespace is told, but does not listen */
        if (ok) printf("BREACH signal %d reached process %d\n", signals[i], pid);
    }
    if (pid == 1 && getppid() == 1) return;
    int fd = syscall(SYS_pidfd_open, pid, 0);
    if (fd >= 0 && syscall(SYS_pidfd_send_signal, fd, SIGKILL, 0, 0) == 0) printf("BREACH pidfd reached %d\n", pid);
    struct rlimit none = {0, 0};
    if (syscall(SYS_prlimit64, pid, RLIMIT_NOFILE, &none, 0) == 0) printf("BREACH prlimit reached %d\n", pid);
}
int main(void) {
    int pid;
    while (scanf("%d", &pid) == 1) attack(pid);
    attack(getppid());
    puts("done");
}
