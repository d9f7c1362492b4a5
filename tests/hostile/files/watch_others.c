#include <stdio.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <fcntl.h>
#include <unistd.h>
int main(void) {
    char target[4096] = "";
    scanf("%4000s", target);
    int fd = inotify_init1(IN_NONBLOCK);
    if (fd >= 0 && inotify_add_watch(fd, target, IN_ALL_EVENTS) >= 0) puts("BREACH watches the answers");
    fd = fanotify_init(FAN_CLASS_NOTIF, O_RDONLY);
    if (fd >= 0 && fanotify_mark(fd, FAN_MARK_ADD | FAN_MARK_FILESYSTEM, FAN_OPEN, AT_FDCWD, "/") == 0) puts("BREACH watches the file system");
    puts("done");
}
