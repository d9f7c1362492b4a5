#define _GNU_SOURCE
#include <time.h>
#include <unistd.h>
int main(void) {
    time_t end = time(0) + 12;
    while (time(0) < end)
        if (vfork() == 0) _exit(0);
}
