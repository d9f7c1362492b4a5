#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
int main(void) { /* resets the high-water mark after each spike */
    int marks = open("/proc/self/clear_refs", O_WRONLY);
    for (int i = 0; i < 6; i++) {
        char *block = mmap(NULL, 600 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (block == MAP_FAILED) return 1;
        memset(block, 1, 600 << 20);
        munmap(block, 600 << 20);
        if (marks >= 0 && write(marks, "5", 1) < 0) return 1;
    }
    return 0;
}
