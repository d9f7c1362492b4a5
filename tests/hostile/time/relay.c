#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>
static double used(void) { struct rusage u; getrusage(RUSAGE_SELF, &u); return u.ru_utime.tv_sec + u.ru_utime.tv_usec / 1e6 + u.ru_stime.tv_sec + u.ru_stime.tv_usec / 1e6; }
int main(void) { /* each process works a little, then hands over to a fresh one that nobody waits for */
    int done[2];
    pipe(done);
    signal(SIGCHLD, SIG_IGN);
    if (fork() == 0) {
        for (int i = 0; i < 20; i++) {
            while (used() < 0.15);
            if (fork() > 0) _exit(0);
        }
        write(done[1], "x", 1);
        _exit(0);
    }
    char c;
    close(done[1]);
    read(done[0], &c, 1);
}
