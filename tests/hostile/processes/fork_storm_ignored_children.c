#include <signal.h>
#include <time.h>
#include <unistd.h>
int main(void) { /* children vanish without being waited for, as fast as they come */
    signal(SIGCHLD, SIG_IGN);
    time_t end = time(0) + 12;
    while (time(0) < end)
        if (fork() == 0) _exit(0);
}
