#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
int main(void) { /* files without a name, in memory, mapped by nobody */
    char *block = calloc(1, 1 << 20);
    long mib = 0;
    for (int f = 0; f < 40; f++) {
        int fd = memfd_create("x", 0);
        if (fd < 0) break;
        for (int i = 0; i < 15 && write(fd, block, 1 << 20) == 1 << 20; i++) mib++;
    }
    usleep(300000);
    if (mib > 300) printf("BREACH %ld MiB in memfds\n", mib);
}
