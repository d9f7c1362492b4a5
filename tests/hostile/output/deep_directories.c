#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void) { /* a path far beyond PATH_MAX, which no recursion and no absolute name can remove */
    chdir("out");
    int depth = 0;
    while (depth < 6000 && mkdir("dddddddddddddddddddddddddddddddd", 0700) == 0 && chdir("dddddddddddddddddddddddddddddddd") == 0) depth++;
    symlink("/etc", "link");
    mkfifo("fifo", 0666);
    chmod(".", 0);
    printf("%d\n", depth);
}
