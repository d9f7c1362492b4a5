#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
static void spoil(int fd, const char *how) {
    if (fd < 0) return;
    if (write(fd, "spoilt", 6) > 0) printf("BREACH wrote to the input by %s\n", how);
    if (ftruncate(fd, 0) == 0) printf("BREACH cut the input by %s\n", how);
    char *p = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (p != MAP_FAILED) printf("BREACH mapped the input by %s\n", how);
}
int main(void) { /* the input is shared by all tests that read it */
    char text[16] = "";
    read(0, text, 6);
    if (strncmp(text, "intact", 6)) puts("BREACH the input was changed by the test before");
    spoil(0, "descriptor 0");
    spoil(open("/proc/self/fd/0", O_RDWR), "reopening");
    spoil(open("/dev/stdin", O_RDWR | O_TRUNC), "/dev/stdin");
    if (fchmod(0, 0777) == 0) puts("BREACH chmod of the input");
    lseek(0, 3, SEEK_SET);
}
