#include <time.h>
#include <unistd.h>
int main(void) { /* orphans die faster than a supervisor that reaps one per loop can count */
    time_t end = time(0) + 12;
    for (int i = 0; i < 30; i++)
        if (fork() == 0) {
            setsid();
            while (time(0) < end)
                if (fork() == 0) { if (fork() == 0) _exit(0); _exit(0); }
            _exit(0);
        }
    pause();
}
