#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
static double used(void) { struct rusage u; getrusage(RUSAGE_SELF, &u); return u.ru_utime.tv_sec + u.ru_utime.tv_usec / 1e6; }
int main(void) { /* honest: 0.6 s of its own, then 350 children of 6 ms of waiting; must not be charged twice */
    while (used() < 0.6);
    for (int i = 0; i < 350; i++) {
        if (fork() == 0) { usleep(6000); _exit(0); }
        wait(0);
    }
}
