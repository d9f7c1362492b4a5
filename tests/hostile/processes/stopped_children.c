#include <signal.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    for (int i = 0; i < 8; i++)
        if (fork() == 0) { setsid(); raise(SIGSTOP); _exit(0); }
    usleep(50000);
    puts("left eight stopped processes");
}
