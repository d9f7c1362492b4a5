#include <stdio.h>
#include <time.h>
#include <unistd.h>
int main(void) {
    if (fork() == 0) {
        setsid();
        if (fork() == 0) {
            time_t end = time(0) + 12;
            while (time(0) < end);
        }
        _exit(0);
    }
    puts("42");
}
