#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
int main(int argc, char **argv) {
    char path[PATH_MAX] = "";
    if (readlink("/proc/self/exe", path, sizeof path - 1) < 0) strncpy(path, argv[0], sizeof path - 1);
    if (open(path, O_WRONLY) >= 0) puts("BREACH the program can be written");
    if (unlink(path) == 0 || chmod(path, 0777) == 0) puts("BREACH the program can be replaced");
    char *slash = strrchr(path, '/');
    if (slash) strcpy(slash, "/planted");
    if (open(path, O_CREAT | O_WRONLY, 0777) >= 0) puts("BREACH files can be planted beside the program");
    puts("done");
}
