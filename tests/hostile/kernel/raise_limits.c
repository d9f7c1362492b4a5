#define _GNU_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>
int main(void) { /* hard limits must not rise; that of the CPU time, the processes and the file size are there */
    for (int r = 0; r < RLIM_NLIMITS; r++) {
        struct rlimit old, up;
        if (getrlimit(r, &old)) continue;
        up.rlim_cur = up.rlim_max = old.rlim_max == RLIM_INFINITY ? RLIM_INFINITY : old.rlim_max + 1;
        if (old.rlim_max != RLIM_INFINITY && setrlimit(r, &up) == 0) printf("BREACH raised limit %d\n", r);
        if (old.rlim_max == RLIM_INFINITY && (r == RLIMIT_NPROC || r == RLIMIT_FSIZE || r == RLIMIT_NOFILE)) printf("BREACH limit %d is not set\n", r);
        if (r == RLIMIT_CORE && old.rlim_max != 0) puts("BREACH core dumps are allowed");
    }
    puts("done");
}
