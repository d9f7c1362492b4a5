#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>
int main(void) { /* gives pages to the pipe and changes them afterwards */
    char *p = mmap(0, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memset(p, 'a', 65536);
    struct iovec v = {p, 65536};
    if (vmsplice(1, &v, 1, SPLICE_F_GIFT) < 0) write(1, p, 100);
    memset(p, 'b', 65536);
    usleep(50000);
}
