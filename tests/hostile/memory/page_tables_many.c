#define _GNU_SOURCE
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>
int main(void) { /* many processes with spaces that look small: 15 MiB of page tables each, 750 MiB in all */
    for (int i = 0; i < 50; i++)
        if (fork() == 0) {
            long size = 7600L << 20;
            volatile char *p = mmap(0, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
            if (p == MAP_FAILED) _exit(0);
            madvise((void *)p, size, MADV_NOHUGEPAGE);
            char sum = 0;
            for (long at = 0; at < size; at += 2 << 20) sum += p[at];
            alarm(4);
            pause();
            _exit(sum);
        }
    usleep(900000);
    puts("BREACH 750 MiB of page tables");
    fflush(stdout);
    _exit(0);
}
