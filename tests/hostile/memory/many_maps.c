#define _GNU_SOURCE
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>
int main(void) { /* sixty thousand small mappings a process: memory of the kernel, copied at every fork */
    for (int i = 0; i < 60000; i++)
        if (mmap(0, 4096, i & 1 ? PROT_READ : PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED) break;
    for (int i = 0; i < 20; i++)
        if (fork() == 0) { alarm(3); pause(); _exit(0); }
    usleep(100000);
}
