#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
int main(int argc, char **argv) { /* flags and owners of a pipe are shared with the one at its other end, or nearly */
    char text[64] = "";
    int target = read(0, text, sizeof text - 1) > 0 ? atoi(text) : 0;
    int targets[] = {getppid(), target};
    for (int fd = 0; fd < 3; fd++) {
        fcntl(fd, F_SETPIPE_SZ, 4096);
        for (int i = 0; i < 2; i++) {
            if (targets[i] <= 1) continue;
            fcntl(fd, F_SETSIG, SIGKILL);
            fcntl(fd, F_SETOWN, targets[i]);
            fcntl(fd, F_SETFL, O_ASYNC | O_NONBLOCK | O_DIRECT);
            write(fd, "x\n", 2);
        }
        fcntl(fd, F_SETFL, O_NONBLOCK);
    }
}
