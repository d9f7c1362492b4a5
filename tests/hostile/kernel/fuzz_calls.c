#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) { /* random arguments to every system call number but those that only wait or end this process */
    char buffer[65536] = {0};
    long values[] = {0, 1, 2, -1, 3, 4096, 0x7fffffff, 1L << 40, (long)buffer, (long)(buffer + 4096), getpid(), getppid(), -100, 0xffffffff};
    srandom(7);
    alarm(2);
    for (int round = 0; round < 40; round++)
        for (long nr = 0; nr < 470; nr++) {
            if (nr == SYS_exit || nr == SYS_exit_group || nr == SYS_fork || nr == SYS_vfork || nr == SYS_clone || nr == SYS_pause || nr == SYS_rt_sigreturn || nr == SYS_munmap
                || nr == SYS_mremap || nr == SYS_mprotect || nr == SYS_brk || nr == SYS_rt_sigsuspend || nr == SYS_kill || nr == SYS_nanosleep || nr == SYS_shutdown || nr == SYS_reboot
                || nr == SYS_execve || nr == SYS_alarm || nr == SYS_vhangup || nr == SYS_unlink || nr == SYS_unlinkat || nr == SYS_rmdir || nr == SYS_rename) continue;
            long a[6];
            for (int i = 0; i < 6; i++) a[i] = values[random() % 14];
            syscall(nr, a[0], a[1], a[2], a[3], a[4], a[5]);
        }
}
