#define _GNU_SOURCE
#include <stdio.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(int argc, char **argv) {
    if (mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == 0) puts("BREACH mapped page zero");
    personality(READ_IMPLIES_EXEC | MMAP_PAGE_ZERO | ADDR_NO_RANDOMIZE);
    prctl(PR_SET_TSC, PR_TSC_SIGSEGV);
    prctl(PR_SET_PTRACER, -1);
    prctl(PR_SET_TIMERSLACK, 1);
    prctl(PR_SET_MM, PR_SET_MM_START_BRK, 0, 0, 0);
    write(1, "done\n", 5);
    _exit(0);
}
