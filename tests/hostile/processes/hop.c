#include <time.h>
#include <unistd.h>
int main(void) { /* a process that is a new one every few microseconds: a sweep that lists, then kills, never meets it */
    time_t end = time(0) + 12;
    if (fork() > 0) return 0;
    setsid();
    while (time(0) < end)
        if (fork() > 0) _exit(0);
}
