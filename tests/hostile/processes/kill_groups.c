#include <signal.h>
#include <stdio.h>
#include <unistd.h>
int main(void) { /* process groups and sessions of those above, then its own */
    int parent = getppid();
    if (setpgid(0, getpgid(parent)) == 0 && getpgid(0) != getpid()) puts("BREACH joined the parent's group");
    if (getpgid(parent) > 1 && getpgid(parent) != getpgrp() && kill(-getpgid(parent), SIGKILL) == 0) puts("BREACH killed the parent's group");
    tcsetpgrp(0, getpid());
    fflush(stdout);
    kill(0, SIGKILL);
}
