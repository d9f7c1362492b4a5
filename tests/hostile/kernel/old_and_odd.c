#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#define TRY(nr, ...) do { if (syscall(nr, ##__VA_ARGS__) >= 0) printf("BREACH system call %d\n", (int)(nr)); } while (0)
#define SET(option, ...) do { if (prctl(option, ##__VA_ARGS__) >= 0) printf("BREACH prctl %d\n", (int)(option)); } while (0)
int main(void) {
    char zero[512] = {0};
    unsigned ldt[4] = {0, 0, 0xfffff, 0x51};
    TRY(SYS_modify_ldt, 1, ldt, sizeof ldt);
    TRY(SYS_modify_ldt, 0, zero, sizeof zero);
    TRY(SYS_reboot, 0xfee1dead, 672274793, 0, 0);
    TRY(SYS_swapoff, "/none");
    TRY(SYS_uselib, "/lib/x86_64-linux-gnu/libc.so.6");
    TRY(SYS_sysfs, 3);
    TRY(SYS_fanotify_init, 0, 0);
    TRY(SYS_inotify_init1, 0);
    TRY(SYS_memfd_create, "x", 0);
    TRY(SYS_fsopen, "tmpfs", 0);
    TRY(SYS_open_tree, -100, "/", 1);
    TRY(SYS_sched_setattr, 0, zero, 0);
    TRY(SYS_migrate_pages, 0, 8, zero, zero);
    TRY(SYS_io_setup, 8, zero);
    TRY(SYS_mq_open, "/x", 0102, 0600, 0);
    TRY(SYS_splice, 0, 0, 1, 0, 1, 0);
    TRY(SYS_seccomp, 1, 8, zero);
    TRY(425, 8, zero);
    TRY(435, zero, 64);
    TRY(437, -100, "/", zero, 24);
    TRY(442, -100, "/", 0, zero, 32);
    SET(PR_SET_CHILD_SUBREAPER, 1);
    SET(PR_SET_SECCOMP, 2, zero);
    SET(PR_SET_KEEPCAPS, 1);
    SET(PR_SET_SECUREBITS, 1);
    SET(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, 7, 0, 0);
    SET(PR_SET_PTRACER, PR_SET_PTRACER_ANY);
    SET(59 /* PR_SET_SYSCALL_USER_DISPATCH */, 1, 0, 0, zero);
    SET(PR_SET_MM, PR_SET_MM_ARG_START, zero, 0, 0);
    puts("done");
}
