#define _GNU_SOURCE
#include <unistd.h>
int main(void) { /* the parent is suspended in vfork, uninterruptible but for a kill */
    if (vfork() == 0) { sleep(8); _exit(0); }
}
