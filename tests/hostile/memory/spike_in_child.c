#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    if (fork() == 0) {
        char *p = malloc(700 << 20);
        if (p) memset(p, 1, 700 << 20);
        _exit(p == 0);
    }
    int status;
    wait(&status);
    return WEXITSTATUS(status);
}
