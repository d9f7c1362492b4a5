#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>
int main(void) { /* if standard output is a file: make it huge without writing it, and seal or map it */
    if (lseek(1, 1L << 40, SEEK_SET) >= 0) write(1, "far", 3);
    ftruncate(1, 1L << 42);
    fallocate(1, 0, 0, 1L << 30);
    fcntl(1, F_ADD_SEALS, F_SEAL_WRITE);
    if (mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, 1, 0) != MAP_FAILED) write(2, "BREACH stdout can be mapped\n", 28);
    lseek(1, 0, SEEK_SET);
    write(1, "42\n", 3);
}
