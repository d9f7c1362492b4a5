#include <time.h>
#include <unistd.h>
int main(void) { /* children burn, the parent sleeps and never waits for them */
    for (int i = 0; i < 4; i++)
        if (fork() == 0) { time_t end = time(0) + 12; while (time(0) < end); _exit(0); }
    sleep(6);
}
