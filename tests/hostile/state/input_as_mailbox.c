#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>
int main(void) { /* one test leaves marks on the input and on the program, the next one looks */
    char mark[8] = "";
    struct stat info;
    int self = open("/proc/self/exe", O_RDONLY);
    int marked[2] = {0, self};
    for (int i = 0; i < 2; i++) {
        if (fgetxattr(marked[i], "user.mark", mark, sizeof mark) > 0) puts("BREACH an attribute was left");
        if (flock(marked[i], LOCK_EX | LOCK_NB)) puts("BREACH a lock was left");
        fsetxattr(marked[i], "user.mark", "x", 1, 0);
        if (fstat(marked[i], &info) == 0 && (info.st_mode & 07022)) puts("BREACH a mode was left");
        fchmod(marked[i], 0666);
    }
    puts("done");
}
