#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
int main(void) { /* files on every writable place, unlinked while open: no walk finds them */
    chdir("out");
    const char *places[] = {".", "/tmp", "/dev/shm", "/var/tmp"};
    char *block = calloc(1, 1 << 20), name[64];
    long mib = 0;
    for (int f = 0; f < 80; f++) {
        snprintf(name, sizeof name, "%s/flood-%d", places[f % 4], f);
        int fd = open(name, O_CREAT | O_RDWR, 0600);
        if (fd < 0) continue;
        unlink(name);
        for (int i = 0; i < 15 && write(fd, block, 1 << 20) == 1 << 20; i++) mib++;
    }
    usleep(300000);
    printf("%ld MiB\n", mib);
    if (mib > 700) puts("BREACH files without limit");
}
