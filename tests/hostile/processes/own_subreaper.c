#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>
int main(void) {
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    for (int i = 0; i < 6; i++)
        if (fork() == 0) {
            setsid();
            prctl(PR_SET_CHILD_SUBREAPER, 1);
            if (fork() == 0) { setsid(); alarm(8); for (;;) pause(); }
            alarm(8);
            for (;;) pause();
        }
    usleep(50000);
    puts("42");
}
