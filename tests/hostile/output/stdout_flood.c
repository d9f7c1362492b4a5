#include <string.h>
#include <unistd.h>
static char block[1 << 16];
int main(void) {
    memset(block, 'x', sizeof block);
    for (int i = 0; i < 16000; i++) /* 1 GiB */
        if (write(1, block, sizeof block) < 0) return 1;
}
