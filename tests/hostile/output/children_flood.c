#include <string.h>
#include <unistd.h>
static char block[1 << 16];
int main(void) { /* the flood comes after the parent's end, from eight children */
    for (int c = 0; c < 8; c++)
        if (fork() == 0) {
            setsid();
            alarm(5);
            for (int i = 0; i < 4000; i++) write(1, block, sizeof block);
            _exit(0);
        }
}
