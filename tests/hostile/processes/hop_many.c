#include <time.h>
#include <unistd.h>
int main(void) { /* twenty hoppers at once, each in a session of its own */
    time_t end = time(0) + 12;
    for (int i = 0; i < 20; i++) {
        if (fork() > 0) continue;
        setsid();
        while (time(0) < end)
            if (fork() > 0) _exit(0);
        _exit(0);
    }
}
