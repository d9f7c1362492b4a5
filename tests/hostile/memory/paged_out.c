#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
int main(void) { /* asks the kernel to put away what would be counted */
    for (int i = 0; i < 40; i++) {
        char *block = mmap(NULL, 32 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (block == MAP_FAILED) return 1;
        memset(block, 1 + i, 32 << 20);
        madvise(block, 32 << 20, 20 /* MADV_COLD */);
        madvise(block, 32 << 20, 21 /* MADV_PAGEOUT */);
    }
    puts("BREACH holds 1.25 GiB");
}
