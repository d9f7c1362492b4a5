#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>
int main(void) {
    const char *paths[] = {"/dev/mem", "/dev/kmem", "/dev/port", "/dev/kmsg", "/dev/fuse", "/dev/kvm", "/dev/vda", "/dev/sda", "/dev/loop0", "/dev/loop-control",
                           "/dev/tty", "/dev/console", "/dev/ptmx", "/dev/net/tun", "/dev/mapper/control", "/dev/cpu/0/msr", "/dev/userfaultfd", "/dev/vsock", "/dev/uinput"};
    for (unsigned i = 0; i < sizeof paths / sizeof *paths; i++)
        if (open(paths[i], O_RDWR | O_NOCTTY) >= 0 && i != 12) printf("BREACH opened %s\n", paths[i]);
    if (mknod("zero", S_IFCHR | 0666, makedev(1, 5)) == 0) puts("BREACH made a device");
    if (mknod("disk", S_IFBLK | 0666, makedev(254, 0)) == 0) puts("BREACH made a disk");
    puts("done");
}
