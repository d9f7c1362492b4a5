#include <string.h>
#include <time.h>
#include <unistd.h>
static char block[1 << 16];
int main(void) { /* several writers, so that the reader never finds the pipe empty */
    memset(block, 'e', sizeof block);
    time_t end = time(0) + 12;
    for (int i = 0; i < 6; i++)
        if (fork() == 0) break;
    while (time(0) < end) write(2, block, sizeof block);
}
