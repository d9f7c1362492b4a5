#include <string.h>
__attribute__((noinline)) static int dive(int depth) {
    volatile char frame[1 << 16];
    memset((char *)frame, depth, sizeof frame);
    return depth == 0 ? 0 : dive(depth - 1) + frame[depth & 0xfff];
}
int main(void) { return dive(20000) & 1; } /* 1.3 GiB of stack */
