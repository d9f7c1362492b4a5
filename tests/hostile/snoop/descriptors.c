#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void) { /* nothing but the three streams may be open */
    for (int fd = 3; fd < 4096; fd++) {
        char path[64], to[512] = "", data[4096];
        if (fcntl(fd, F_GETFD) < 0) continue;
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        readlink(path, to, sizeof to - 1);
        printf("BREACH inherited %d %s\n", fd, to);
        lseek(fd, 0, SEEK_SET);
        long n = read(fd, data, sizeof data);
        if (n > 0) fwrite(data, 1, n, stdout);
    }
    puts("done");
}
