#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) { /* processes whose files in /proc belong to root, 60 MiB each */
    for (int i = 0; i < 20; i++)
        if (fork() == 0) {
            prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
            char *block = mmap(NULL, 60 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            if (block != MAP_FAILED) memset(block, 1 + i, 60 << 20);
            sleep(3);
            _exit(0);
        }
    while (wait(NULL) > 0) {}
    puts("BREACH held 1.2 GiB for three seconds");
}
