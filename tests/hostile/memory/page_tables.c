#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
int main(void) { /* reading the zero page costs no resident memory, but a page table per 2 MiB: 300 GiB read need 600 MiB */
    volatile char *p = mmap(0, 300L << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED) return 0;
    madvise((void *)p, 300L << 30, MADV_NOHUGEPAGE);
    char sum = 0;
    for (long at = 0; at < 300L << 30; at += 2 << 20) sum += p[at];
    usleep(200000);
    printf("BREACH 600 MiB of page tables%c\n", sum ? '!' : '.');
}
