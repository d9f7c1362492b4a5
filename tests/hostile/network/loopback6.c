#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
int main(void) {
    int port = 0;
    scanf("%d", &port);
    alarm(2);
    const char *ips[] = {"::1", "::ffff:127.0.0.1"};
    for (int i = 0; i < 2; i++) {
        struct sockaddr_in6 to = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
        inet_pton(AF_INET6, ips[i], &to.sin6_addr);
        int s = socket(AF_INET6, SOCK_STREAM, 0);
        if (s >= 0 && connect(s, (struct sockaddr *)&to, sizeof to) == 0) printf("BREACH %s\n", ips[i]);
    }
    puts("done");
}
