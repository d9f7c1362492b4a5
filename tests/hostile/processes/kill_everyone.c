#include <signal.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    int signals[] = {SIGCONT, SIGUSR1, SIGHUP, SIGTERM, SIGSTOP, SIGKILL};
    for (int i = 0; i < 6; i++) kill(-1, signals[i]);
    puts("still here");
}
