#define _GNU_SOURCE
#include <sys/mman.h>
#include <unistd.h>
int main(void) {
    for (int i = 0; i < 5; i++) mmap(0, 256 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    usleep(300000);
}
