#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void) {
    if (mount("none", "/tmp", "tmpfs", 0, "") == 0) puts("BREACH mount");
    if (mount("/", ".", 0, MS_BIND | MS_REC, 0) == 0) puts("BREACH bind mount");
    if (mount("proc", "/proc", "proc", 0, 0) == 0) puts("BREACH proc mount");
    if (umount2("/proc", MNT_DETACH) == 0) puts("BREACH umount");
    if (syscall(SYS_pivot_root, ".", ".") == 0) puts("BREACH pivot_root");
    if (syscall(SYS_fsopen, "tmpfs", 0) >= 0) puts("BREACH fsopen");
    if (syscall(SYS_open_tree, AT_FDCWD, "/", 1) >= 0) puts("BREACH open_tree");
    if (swapon("/etc/passwd", 0) == 0) puts("BREACH swapon");
    puts("done");
}
