#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
int main(void) { /* reads and writes the memory of processes above it by every call there is */
    int pids[3] = {getppid()};
    char buffer[4096], path[64];
    scanf("%d %d", &pids[1], &pids[2]);
    for (int i = 0; i < 3; i++) {
        struct iovec mine = {buffer, sizeof buffer}, theirs = {(void *)0x400000, sizeof buffer};
        if (process_vm_readv(pids[i], &mine, 1, &theirs, 1, 0) > 0) printf("BREACH read %d\n", pids[i]);
        if (process_vm_writev(pids[i], &mine, 1, &theirs, 1, 0) > 0) printf("BREACH wrote %d\n", pids[i]);
        snprintf(path, sizeof path, "/proc/%d/mem", pids[i]);
        if (open(path, O_RDONLY) >= 0) printf("BREACH opened %s\n", path);
        if (open(path, O_WRONLY) >= 0) printf("BREACH opened %s to write\n", path);
        snprintf(path, sizeof path, "/proc/%d/maps", pids[i]);
        FILE *f = fopen(path, "r");
        if (f && fgets(buffer, sizeof buffer, f)) printf("BREACH %s", buffer);
        int fd = syscall(SYS_pidfd_open, pids[i], 0);
        for (int n = 0; fd >= 0 && n < 32; n++)
            if (syscall(SYS_pidfd_getfd, fd, n, 0) >= 0) printf("BREACH took descriptor %d of %d\n", n, pids[i]);
        if (syscall(SYS_kcmp, getpid(), pids[i], 1, 0, 0) >= 0) printf("BREACH kcmp with %d\n", pids[i]);
        void *page = (void *)0x400000;
        int status;
        if (syscall(SYS_move_pages, pids[i], 1, &page, 0, &status, 0) == 0) printf("BREACH move_pages of %d\n", pids[i]);
    }
    puts("done");
}
