#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>
int main(void) { /* whoever relies on the parent-death signal alone loses this one */
    prctl(PR_SET_PDEATHSIG, 0);
    if (fork() > 0) { puts("42"); return 0; }
    prctl(PR_SET_PDEATHSIG, 0);
    prctl(PR_SET_NAME, "kworker/0:1");
    setsid();
    alarm(8);
    for (;;) pause();
}
