#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
int main(int argc, char **argv) { /* locks and leases on what the trusted side opens, held by a daemon */
    char *slash = strrchr(argv[0], '/');
    const char *paths[] = {"/proc/self/exe", argv[0], "/dev/null", "/etc/passwd", "/", "."};
    for (int i = 0; i < 6; i++) {
        int fd = open(paths[i], O_RDONLY);
        flock(fd, LOCK_EX | LOCK_NB);
        fcntl(fd, F_SETLEASE, F_RDLCK);
    }
    flock(0, LOCK_EX | LOCK_NB);
    flock(1, LOCK_EX | LOCK_NB);
    puts("42");
    fflush(stdout);
    if (fork() == 0) { setsid(); alarm(8); for (;;) pause(); }
}
