#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) { /* its own input as a program, and as something to change */
    char *arguments[] = {"input", NULL};
    if (open("/proc/self/fd/0", O_RDWR) >= 0) puts("BREACH opened the input to write");
    if (write(0, "x", 1) > 0) puts("BREACH wrote to the input");
    if (ftruncate(0, 0) == 0 || fallocate(0, 0, 0, 1 << 20) == 0) puts("BREACH resized the input");
    if (fchmod(0, 0777) == 0 || fchown(0, getuid(), -1) == 0) puts("BREACH took the input over");
    fflush(stdout);
    syscall(SYS_execveat, 0, "", arguments, arguments + 1, AT_EMPTY_PATH);
    execv("/proc/self/fd/0", arguments);
    execv("/dev/stdin", arguments);
    puts("done");
}
