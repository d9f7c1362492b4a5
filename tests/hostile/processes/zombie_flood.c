#include <stdio.h>
#include <unistd.h>
int main(void) {
    int made = 0;
    for (int i = 0; i < 1000; i++) {
        int pid = fork();
        if (pid == 0) _exit(0);
        made += pid > 0;
    }
    printf("%d zombies\n", made);
    if (made >= 1000) puts("BREACH zombies do not count");
}
