#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>
int main(void) {
    int pid = 0;
    scanf("%d", &pid);
    struct sched_param p = {1};
    if (sched_setscheduler(0, SCHED_FIFO, &p) == 0 || sched_setscheduler(0, SCHED_RR, &p) == 0) puts("BREACH real-time");
    if (setpriority(PRIO_PROCESS, 0, -20) == 0 || setpriority(PRIO_PROCESS, 0, -1) == 0) puts("BREACH priority");
    if (setpriority(PRIO_PROCESS, pid, 19) == 0 || setpriority(PRIO_USER, 0, 19) == 0) puts("BREACH slowed another process");
    if (syscall(SYS_ioprio_set, 1, 0, 1 << 13) == 0) puts("BREACH real-time disk");
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    if (sched_setaffinity(pid, sizeof one, &one) == 0) puts("BREACH pinned another process");
    struct sched_param none = {0};
    if (sched_setscheduler(pid, SCHED_IDLE, &none) == 0) puts("BREACH idled another process");
    struct timespec t = {1000000000, 0};
    if (clock_settime(CLOCK_REALTIME, &t) == 0) puts("BREACH clock");
    struct timex x = {.modes = ADJ_TICK, .tick = 9000};
    if (adjtimex(&x) >= 0) puts("BREACH tick");
    puts("done");
}
