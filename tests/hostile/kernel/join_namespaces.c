#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
    int pid = 0;
    scanf("%d", &pid);
    const char *kinds[] = {"user", "mnt", "pid", "net", "ipc", "uts", "cgroup"};
    int pids[] = {1, getppid(), pid};
    char path[64];
    for (int p = 0; p < 3; p++)
        for (int k = 0; k < 7; k++) {
            snprintf(path, sizeof path, "/proc/%d/ns/%s", pids[p], kinds[k]);
            int fd = open(path, O_RDONLY);
            if (fd >= 0 && setns(fd, 0) == 0) printf("BREACH joined %s\n", path);
        }
    puts("done");
}
