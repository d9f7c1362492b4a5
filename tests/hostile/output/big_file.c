#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static char block[1 << 20];
int main(void) { /* one file beyond the file limit, the signal ignored */
    chdir("out");
    signal(SIGXFSZ, SIG_IGN);
    memset(block, 1, sizeof block);
    int fd = open("big", O_CREAT | O_WRONLY, 0600), mib = 0;
    while (mib < 200 && fd >= 0 && write(fd, block, sizeof block) == sizeof block) mib++;
    printf("%d\n", mib);
    if (mib > 64) puts("BREACH beyond the file limit");
}
