#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
int main(void) {
    mlockall(MCL_CURRENT | MCL_FUTURE);
    for (int i = 0; i < 12; i++) {
        char *p = mmap(0, 64 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (p != MAP_FAILED) { mlock(p, 64 << 20); memset(p, 1, 64 << 20); }
    }
    usleep(100000);
}
