#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(void) { /* reads back what it wrote, so that the pipe never fills; more than the limit may get through nowhere */
    static char block[65536];
    memset(block, 'x', sizeof block);
    int back = open("/proc/self/fd/1", O_RDONLY | O_NONBLOCK);
    for (int i = 0; i < 4000; i++) {
        if (write(1, block, sizeof block) < 0) return 1;
        if (back >= 0 && read(back, block, sizeof block) < 0) continue;
    }
    return 0;
}
