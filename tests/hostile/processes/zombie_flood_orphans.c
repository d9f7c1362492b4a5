#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) { /* orphaned at once: whoever adopts them must reap them */
    for (int i = 0; i < 600; i++) {
        int pid = fork();
        if (pid == 0) { if (fork() == 0) _exit(0); _exit(0); }
        if (pid > 0) waitpid(pid, 0, 0);
    }
    puts("done");
}
