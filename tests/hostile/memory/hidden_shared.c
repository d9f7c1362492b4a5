#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
int main(void) { /* shared pages stay when the page tables let go of them: resident size says nothing */
    long mib = 0;
    for (int i = 0; i < 24; i++) {
        char *p = mmap(0, 32 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (p == MAP_FAILED) break;
        memset(p, 1, 32 << 20);
        madvise(p, 32 << 20, MADV_DONTNEED);
        mib += 32;
    }
    usleep(300000);
    if (mib > 512) printf("BREACH holds %ld MiB unseen\n", mib);
}
