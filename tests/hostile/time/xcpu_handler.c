#include <signal.h>
#include <sys/resource.h>
#include <time.h>
static void go_on(int _) {}
int main(void) { /* catches the warning and lifts its soft limit */
    signal(SIGXCPU, go_on);
    signal(SIGPROF, go_on);
    signal(SIGALRM, go_on);
    signal(SIGTERM, go_on);
    struct rlimit l;
    getrlimit(RLIMIT_CPU, &l);
    l.rlim_cur = l.rlim_max;
    setrlimit(RLIMIT_CPU, &l);
    time_t end = time(0) + 12;
    while (time(0) < end);
}
