#include <stdio.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
static long int80(long nr, long a, long b, long c) {
    long r;
    __asm__ volatile("int $0x80" : "=a"(r) : "a"(nr), "b"(a), "c"(b), "d"(c) : "memory", "r8", "r9", "r10", "r11");
    return r;
}
int main(int argc, char **argv) { /* the same calls by the 32-bit entry and by the x32 numbers, which a filter by number alone lets through */
    if (fork() == 0) {
        if (int80(359, AF_INET, SOCK_STREAM, 0) >= 0) { puts("BREACH socket by int 0x80"); fflush(stdout); }
        if (int80(359, AF_NETLINK, SOCK_RAW, 0) >= 0) { puts("BREACH netlink by int 0x80"); fflush(stdout); }
        if (int80(26, 0, 1, 0) == 0 && argc > 9) { puts("BREACH ptrace by int 0x80"); fflush(stdout); }
        _exit(0);
    }
    usleep(30000);
    if (fork() == 0) {
        if (syscall(0x40000000 + SYS_socket, AF_INET, SOCK_STREAM, 0) >= 0) { puts("BREACH socket by x32"); fflush(stdout); }
        _exit(0);
    }
    usleep(30000);
    puts("done");
}
