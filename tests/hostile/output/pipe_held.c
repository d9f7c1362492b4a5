#include <stdio.h>
#include <unistd.h>
int main(void) { /* a reader that waits for end of file waits for the grandchild */
    puts("42");
    fflush(stdout);
    if (fork() == 0) { setsid(); if (fork() == 0) { alarm(8); for (;;) pause(); } _exit(0); }
}
