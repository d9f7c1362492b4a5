#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>
int main(void) { /* looks for a supervisor's socket among the inherited descriptors and asks it for descriptors */
    for (int fd = 0; fd < 1024; fd++) {
        int type;
        socklen_t size = sizeof type;
        char data[256] = "", control[256];
        struct iovec v = {data, sizeof data};
        struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
        if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size)) continue;
        if (fd > 2) printf("BREACH socket %d\n", fd);
        send(fd, "{\"verdict\":\"ACCEPTED\"}", 22, MSG_DONTWAIT);
        if (recvmsg(fd, &m, MSG_DONTWAIT) > 0 && m.msg_controllen) puts("BREACH was given a descriptor");
    }
    puts("done");
}
