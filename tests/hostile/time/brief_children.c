#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>
static double used(void) { struct rusage u; getrusage(RUSAGE_SELF, &u); return u.ru_utime.tv_sec + u.ru_utime.tv_usec / 1e6; }
int main(void) { /* children of three milliseconds that nobody waits for: a look from time to time misses most of their time; 3.6 s in all */
    signal(SIGCHLD, SIG_IGN);
    for (int i = 0; i < 1200; i++) {
        int pipes[2];
        char c;
        pipe(pipes);
        if (fork() == 0) { while (used() < 0.003); _exit(0); }
        close(pipes[1]);
        read(pipes[0], &c, 1);
        close(pipes[0]);
    }
}
