#include <fcntl.h>
#include <unistd.h>
static char block[1 << 20];
int main(void) {
    chdir("out");
    int fd = open("big", O_CREAT | O_WRONLY, 0600);
    if (fd < 0) return 7;
    for (int i = 0; i < 200; i++) write(fd, block, sizeof block);
    return 0;
}
