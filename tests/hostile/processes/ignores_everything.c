#include <signal.h>
#include <time.h>
int main(void) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, 0);
    for (int s = 1; s < 65; s++) signal(s, SIG_IGN);
    time_t end = time(0) + 12;
    while (time(0) < end);
}
