#define _GNU_SOURCE
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) { /* a filter of its own that allows all, and one that asks a listener: neither may widen the sandbox's */
    struct sock_filter allow[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_filter notify[] = {BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF)};
    struct sock_fprog p = {1, allow}, n = {1, notify};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &p);
    if (syscall(SYS_unshare, 0x10000000) == 0) puts("BREACH unshare");
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &n) >= 0) write(1, "BREACH listener\n", 16);
    write(1, "done\n", 5);
    _exit(0);
}
