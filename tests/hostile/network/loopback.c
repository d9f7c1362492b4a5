#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
static int reaches(const char *ip, int port) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, ip, &to.sin_addr);
    int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (s < 0) return 0;
    connect(s, (struct sockaddr *)&to, sizeof to);
    struct pollfd p = {s, POLLOUT, 0};
    poll(&p, 1, 200);
    int error = 1;
    socklen_t size = sizeof error;
    getsockopt(s, SOL_SOCKET, SO_ERROR, &error, &size);
    return (p.revents & POLLOUT) && error == 0;
}
int main(void) {
    int port = 0;
    scanf("%d", &port);
    if (reaches("127.0.0.1", port)) puts("BREACH loopback");
    if (reaches("0.0.0.0", port)) puts("BREACH any");
    if (reaches("169.254.170.2", 80)) puts("BREACH task credentials");
    if (reaches("169.254.169.254", 80)) puts("BREACH instance metadata");
    puts("done");
}
