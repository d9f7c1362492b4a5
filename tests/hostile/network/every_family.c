#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>
int main(void) { /* a family that works is not a breach by itself: a network namespace makes AF_INET harmless. These never are */
    struct { int family, type, protocol; const char *name; } all[] = {
        {AF_NETLINK, SOCK_RAW, 0, "netlink"}, {AF_PACKET, SOCK_RAW, 0x0300, "packet"}, {AF_INET, SOCK_RAW, 1, "raw"}, {AF_INET6, SOCK_RAW, 58, "raw6"},
        {38, SOCK_SEQPACKET, 0, "alg"}, {40, SOCK_STREAM, 0, "vsock"}, {31, SOCK_RAW, 1, "bluetooth"}, {29, SOCK_RAW, 1, "can"}, {30, SOCK_SEQPACKET, 0, "tipc"},
        {44, SOCK_RAW, 0, "xdp"}, {15, SOCK_RAW, 2, "key"}, {43, SOCK_STREAM, 0, "smc"}, {21, SOCK_SEQPACKET, 0, "rds"}};
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++)
        if (socket(all[i].family, all[i].type, all[i].protocol) >= 0) printf("BREACH %s\n", all[i].name);
    puts("done");
}
