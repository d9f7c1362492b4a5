#include <stdio.h>
#include <unistd.h>
int main(void) { /* a wrong answer first, a right one from a child after the end */
    if (fork() == 0) { setsid(); usleep(300000); write(1, "LATE\n", 5); _exit(0); }
    write(1, "41\n", 3);
    _exit(0);
}
