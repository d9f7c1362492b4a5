#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
static void hoard(void) { /* what the kernel keeps for a process besides memory */
    struct sigevent silent = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN + 1};
    struct itimerspec busy = {{0, 1000}, {0, 1000}};
    timer_t timer;
    int timers = 0, queued = 0;
    while (timers < 100000 && timer_create(CLOCK_MONOTONIC, &silent, &timer) == 0) timer_settime(timer, 0, &busy, NULL), timers++;
    while (queued < 100000 && sigqueue(getpid(), SIGRTMIN + 2, (union sigval){0}) == 0) queued++;
    if (timers >= 100000 || queued >= 100000) puts("BREACH no end to timers or signals");
    for (int fd = 0; (fd = timerfd_create(CLOCK_MONOTONIC, 0)) >= 0;) timerfd_settime(fd, 0, &busy, NULL);
    fflush(stdout);
}
int main(void) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (int i = 0; i < 40; i++)
        if (fork() == 0) { hoard(); struct timespec t = {1, 0}; nanosleep(&t, NULL); _exit(0); }
    while (wait(NULL) > 0) {}
    puts("done");
}
